import { publishedSchemaLine } from './init-text.ts';

/** Name of the rule file that `init --rules` writes. */
export const STARTER_FILE = 'our-rules.yaml';

/** A rule file to start from: one check with its samples, the rest as comments. It passes `rules test` as it is. */
export const STARTER_TEXT = `${publishedSchemaLine('pack.schema.json')}
# Rules of your own: what the knowledge base cannot know, and what you ask for. Check them with: sovaudit rules test ${STARTER_FILE}
# The guide: https://unpkg.com/sovaudit/rules/GUIDE.md, fourteen policies to take: rules/COOKBOOK.md beside it.

# A gateway of your own, so that calls through it are known. More kinds: sovaudit rules new --help
# organizations:
#   our-company:
#     name: Our Company
#     seat: "NL"
#     controller: "NL"
#     from: us
#     sources: { us: { basis: background, title: our own register } }
# services:
#   our-gateway:
#     name: Our LLM gateway
#     category: gateway
#     operator: our-company
#     location: "NL"
#     offers: many
#     surface: portable
#     hosts: [{ host: llm.our-company.example }]
#     from: us
#     sources: { us: { basis: background, title: platform wiki } }

checks:
  known-services-only:
    name: Only services that are known
    layer: cloud
    when: # facts of one call path; every fact there is: https://unpkg.com/sovaudit/rules/README.md
      scope: production
      route: { not_in: [self-hosted] }
      service.id: unknown
    severity: medium
    message: "{host} is an address no entry knows."
    help: Who runs it, and where, nobody can say until it is entered.
    remediation: Make it known under services above, or call a service that is.
    match: # small repositories in which it must be found
      - app.py: |
          from openai import OpenAI
          OpenAI(base_url="https://llm.our-company.example/v1").chat.completions.create(model="gpt-5.5", messages=[])
    no_match: # and in which it must not
      - app.py: |
          from openai import OpenAI
          OpenAI().chat.completions.create(model="gpt-5.5", messages=[])
`;
