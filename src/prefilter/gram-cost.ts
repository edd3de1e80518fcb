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

/** Estimated share of the gram at an offset of a literal among all grams of ordinary files: a chain of pairs. */
export function gramCost(bytes: Uint8Array, offset: number): number {
  const a = symbol(bytes[offset] ?? 0);
  const b = symbol(bytes[offset + 1] ?? 0);
  const c = symbol(bytes[offset + 2] ?? 0);
  const d = symbol(bytes[offset + 3] ?? 0);
  return (share(a, b) * share(b, c) * share(c, d)) / ((TOTALS[b] ?? 1) * (TOTALS[c] ?? 1));
}

function share(first: number, second: number): number {
  return SHARES[first * 64 + second] ?? 0;
}

/** A byte as the scan compares it: bit 0x20 set and left out, and the top bit left out. */
function symbol(byte: number): number {
  return (byte & 0x1f) | ((byte & 0x40) >> 1);
}
