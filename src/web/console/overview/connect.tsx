import { useState } from 'preact/hooks'
import { Radios } from '../../ui/fields.js'
import { TextBlock } from '../../ui/text-block.js'
import { useInfo } from '../control.js'
import { findShells, type Shell, withVariables } from '../shells.js'

type Snippets = Readonly<Record<string, (endpoint: string) => string>>

/** Complete programs that call the emulator, by language. */
const buildSnippets = (): Snippets => ({
  Python: (endpoint) => `import boto3

mturk = boto3.client(
    "mturk",
    endpoint_url="${endpoint}",
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)
print(mturk.get_account_balance()["AvailableBalance"])`,
  ...awsCliSnippets(findShells(navigator.platform)),
  JavaScript: (
    endpoint,
  ) => `import { GetAccountBalanceCommand, MTurkClient } from '@aws-sdk/client-mturk'

const mturk = new MTurkClient({
  endpoint: '${endpoint}',
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
})
const { AvailableBalance } = await mturk.send(new GetAccountBalanceCommand())
console.log(AvailableBalance)`,
})

const awsCliSnippets = (shells: readonly Shell[]): Snippets =>
  Object.fromEntries(
    shells.map((shell) => [
      shells.length > 1 ? `AWS CLI in ${shell}` : 'AWS CLI',
      (endpoint: string) =>
        withVariables(
          shell,
          {
            AWS_ACCESS_KEY_ID: 'test',
            AWS_SECRET_ACCESS_KEY: 'test',
            AWS_DEFAULT_REGION: 'us-east-1',
          },
          `aws --endpoint-url ${endpoint} mturk get-account-balance`,
        ),
    ]),
  )

/** How a program connects, to be copied. */
export function Connect() {
  const { value: info } = useInfo()
  const [language, setLanguage] = useState('Python')
  const snippets = buildSnippets()
  if (!info) return null
  return (
    <section aria-label="Connect">
      <h2>Connect</h2>
      <Radios
        legend="Language"
        name="language"
        values={Object.keys(snippets)}
        value={language}
        choose={setLanguage}
      />
      <TextBlock title={`${language} program`} text={snippets[language]!(info.endpoint)} />
    </section>
  )
}
