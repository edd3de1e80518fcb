import { COMMON_WORDS } from './common-words.ts';

/**
 * How frequent a gram is in ordinary files: a table, hence the length. Counted once over 99 MB of JavaScript, TypeScript, Python, Java, Go,
 * C, JSON, YAML and Markdown. Only the choice of the offsets to look at hangs on it: a wrong number costs time, never a match.
 */

/** Row: first byte of a pair, column: second, both folded to 6 bits. Twice the binary logarithm of the share of the pair, plus 56, in base 62. */
const PAIRS = [
  'OwDAuvwCCuBykzzzAzxvutsrtryjwEvuBECEDDDzzExxCCDDDuDFFAABuvwDzBoy',
  'lonejb7mnimadjljpo66776867cgewcdgmjmllkgjoegjolnmdpnoijhecblkedi',
  'xlAqrplroAzoCrusprqoonkjkjAurnsmtxvwvvvvuwqruwvuvqwxxuttqpostwrr',
  'Ajlxgfdkfdqbbijpjnljhhgggiicde7cfmlmmmlkjnfhlllmnemnmlijiggjgf9f',
  'j7majjjmkkfbfbjneqiheidfifa98g8ejjiomjjffkecijggj8pmidhgc6tviecg',
  's9jiijjlmfljdgldlhnjjhggfdbddea9ejgiphhfghdbeieegmptfglnhihggldb',
  'vkjjiiwkoeobcdddffdbbah68b66ahb9cmloklmljkiflmmkohmonjjgecbcgebh',
  'ylrnnpkupzvnAsurqrpnlljjkjvtqmmnqvtussuqstoosutqtntwvsrrrnnswumr',
  'msAoompzvDxjeqqqwwtrqqnmmmikifersxxzwyxtwxrswxxxypyBzuvtsoswoeis',
  'DjwgmgmrqFEmBoAwggdcbbbbcaBCmnkpssswtxtqpxmmstrstjxuuqsqpievrzep',
  'IjqwlkdpoEEmnuqzkonmkjjhhgojplqluurwuvwppymqrsqqtkrtvospkmirsxeq',
  'xbqbjg9nlppsjnflnpnlkiijigfncsehhkjkiljijlghijkiifjklgjhhhfhll6e',
  'GntdheaokrDdeljkmnommkkiihege7abhnnomrmlkolomppqpipqrllkilgonkbi',
  'xcnfjkfokjtmeAimsvsrqomnrqeigmxhiutvtttrqtoottrstptvuqrqolplvmeh',
  'yfulsj9qoqAlolyvwusrqsppppiam9ffmByByyyyvzxszzxyzqyAAwvvppsnnmcy',
  'AeqnmlaplpyeomrBopomjijikkmljmoknututssuqsrmuurrumsuursroljoolol',
  'viteelkskxulwtwoAvuttsssssssjkijmrrrrrrjijkikljmkfgkhgghyhkksvdq',
  'vgtcfjhsowtlwqwqxuwtssussssrklkilopprrshhgkhljhgkfijjfgggfhkqubp',
  'udsccidrrvskvruowstutusrrrrnhjkhkqoppppjikiikkjhnkkmnikgjfhpptdp',
  'sercaidqmtpitqtltrvrsrqqqrqkgjgejooppoogfhhfiihhhfiijfhfifghqr9m',
  'tdrccgbqotqhtqslsrtqrsqqrqqlgiigjoomoonjgjwjhikkjfhholggihfjpq9p',
  'rbp99hcpkspisprktsqqqrtqqrpkfgefhnnnnongififhjgghhhjifffgfgjppcm',
  'sfpbbfcpmrogrpqkrqqqvqrrqqplfikcionmmnnggigijijfifhiifkfggffpo9n',
  'qao9bgdoipnirmqjrqqppqqqrqoiffcegmommnofegffgggfgfgegeefgefdpnbi',
  'raq8bgeqksnfsoqktqqqrrqprrpkghejioonmnnhfifhihjiiffjgeffheempo9m',
  'qdodagephpnhqppkrpqqqqrqquoiig9cfpnnnnngfgfhfiffggggggfffghepq9l',
  'ElvgklcpmkCggoivqqponoljnjsgjxdfnnnpmnokkohhoooloiooqlljjjhsrqgi',
  'wcl9gciqglEhdldeeebbac98c9eiif6dlkmoimnehqeekfjihdoklhnhgedgkg9g',
  'tln8ji9kibk8bndtilhieefcedn8qrqogrqrppnnmpjmnonnqhqtunnihgpnmadg',
  'Eov8kmdtpgrhfljjrsqonmljlkgaiAxljpoposslmpjjootoojpstmomkjismldm',
  'Adqaihiqspuaqlljjnlgfeededhsqsvfnkjjkjigjjedkiihieiklgfffbconp8c',
  'ulpdjeemnmndifqhffe9bb8797vdinnqiikigjhfflchhfhgmlllklhfjgcjnhfe',
  'xioiqhepmtvgtosolliihhgggfnrlfhhwrrtrsronrtlsqqtvktturqmkmkpmokq',
  'AguhgjhttutluuxqpqrpopopootpjqplmuACCswBpCpxFDEpBpEEFzywwysqqpdt',
  'udugfgfvrspjsqwropqoonnnonrlgonjlAsvsBppmxymAqozslwwrAlljxnoqocr',
  'zgseffgtwtrltqwqqpppononpnsnjqljmDrxsDtoDynBBupFwozwDzqqqvkoqobv',
  'DmwhihiuzxwnxtxqoqqoppooqnwuosrnqAuvzGvtqCqpxvtAuoxzwyrqqvjrrscy',
  'GnzjlhlwCAApAwBuprspposnoozwtvtqtDxEEACztxstFCGyBBHGFvAzEzpusvaA',
  'DfudfhftwyriwsCmpqpppoonqprnpphjlBqstyyskDkkxstCqkzvwAjmjuiprqbt',
  'BhvhiegsxwuiwrytmpokjjhfkgssprsooxrxpDswwzlnxwxwulyzwyqnjqptmtbw',
  'AhsdgdirwutkuqwpmnljighfghtrlqmmnDosrEqlnBmmrtqAqmytzwnmjqlnlp9v',
  'whregehqpsqorsvuhlkphggfjfqojpnjkzyCCACBmsmuDCHEzpAEErzlwjykjrat',
  'rbk699allplipnwngjjigfhefdlijkdefvllmyiikpillijvnlkymumnhkhjin8k',
  'xfrfg9epwsshspungklifgfehfrrlnmlmvpqqCqtpxllsouqqlqwrqnthphmlp9v',
  'BjvlhdksAwvkwtyqhmnkohlgfdutprqnqDvvAFDqqDntCuuCwmuBBAvroznqmr8x',
  'zgtaffhtusrhsrwvknnlihogggrolonjnDzutEppoAqpwxsCCkqyuxooktjnko6u',
  'EkxhjjiwzwxmwuyslooqwkghgiwursqorDtCDDzErBpxxuyDxnuDFAyqqwlrqsby',
  'BjteehhsxstistvsilmikfjjmfqniqjknyABDvAypztyCCGBCmFBBCyAvqpnnnav',
  'xesemcgrwtsktrxqkoqmmjlgjitqrqpkmDswuEsqtAksBtrDzlCxCAromxhskoav',
  'qblc9ablqolengqgijjgmhgemgliclekeomllnkkilkirkmjknnokCipijjhjh8o',
  'DmwhjfivAywlyuztippmlkighgwurtrorDtzyHwzqElwxzCEvmCCEAxtpAjrquax',
  'FlykpjkvAzyoztCwkopomjjgigzwqupssArAtGvvACnwwwvBBsvEGBsuqzlwptdy',
  'FkxikhkvCzypzwBtnrqsljqiogxvuuuqsEuzwGwsFFqsxxvEzmECCCsvvCpupubB',
  'ten9cdgnlnnlnpqkvstniihgigjiemkhgAzxyCwwkAimCADszhDBCrlipjjpjj9n',
  'scqadcdprpnfplwonrqlqiqimgnkemkgjClolCmnlzhkpolxlkqooplkikinjlap',
  'ydqbfbfosqplqoskkiilgihfffnkfnhhjzpqsxnnyAkkrowxnjxvqmmrljimjk6t',
  'werbdgerttrlurumwuspoooprprohpiklvryrxskmwllrsoqAiqqBlklrrkmlpbt',
  'BjvgffgsxvvivswojmnjffffgewrqrqootstquqpoujnvuxvBjsyxoptkoprmr9v',
  'o8pbcc9pkmnglivjmhmfgffegfje9kdbhsjjlykjlthhmnkwkiiljqhjjopgjm9l',
  'xmwimmkurcCikqokvuqonllmkjqdhdcgtsrtqsronunrrrsrtksvtqqmmjotryoo',
  'yhvdljeppmtgeoonqlkjeecccchdlkmjllomplmihlehijvjmfqppyjmxhhownjg',
  'zjtdohfsuzCoznuoedba9a87c1swloqntpqmiopkhmeeiljhjelrkklhfddssvgk',
  'kglehbelmeibdifkkmlkjjiihfebghgdghffdeeceedbcdffeahjffeafbalnhqg',
  'uep8jidruqqetgphrsqmnloklmmhfkdhmxwzxxxvvyqtwxxwypxzyvvwonrljnez',
];

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SHARES = Float64Array.from(PAIRS.flatMap((row) => [...row].map((digit) => 2 ** (DIGITS.indexOf(digit) / 2 - 28))));
const TOTALS = Float64Array.from({ length: 64 }, (_, first) => SHARES.subarray(first * 64, first * 64 + 64).reduce((sum, share) => sum + share, 0));

/** Three symbols in a row -> 1 where a common word has them. Pairs alone take `truc` for rare. */
const IN_WORDS = new Uint8Array(64 ** 3);
for (const word of COMMON_WORDS.split(' ')) {
  for (let at = 2; at < word.length; at++) IN_WORDS[triple(symbol(word.charCodeAt(at - 2)), symbol(word.charCodeAt(at - 1)), symbol(word.charCodeAt(at)))] = 1;
}
/** How often the third of such three follows at least. */
const OFTEN = 0.3;

/**
 * Estimated share of the bytes from one offset to before another among all texts of that length in ordinary files: a chain of pairs, in common
 * words of triples.
 */
export function textCost(bytes: Uint8Array, from: number, to: number): number {
  let before = -1;
  let first = symbol(bytes[from] ?? 0);
  let cost = TOTALS[first] ?? 1;
  for (let at = from + 1; at < to; at++) {
    const second = symbol(bytes[at] ?? 0);
    const chance = share(first, second) / (TOTALS[first] ?? 1);
    cost *= chance < OFTEN && before >= 0 && IN_WORDS[triple(before, first, second)] === 1 ? OFTEN : chance;
    before = first;
    first = second;
  }
  return cost;
}

function triple(first: number, second: number, third: number): number {
  return (first << 12) | (second << 6) | third;
}

function share(first: number, second: number): number {
  return SHARES[first * 64 + second] ?? 0;
}

/** A byte as the scan compares it: bit 0x20 set and left out, and the top bit left out. */
function symbol(byte: number): number {
  return (byte & 0x1f) | ((byte & 0x40) >> 1);
}
