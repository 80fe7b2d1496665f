import { useState } from 'preact/hooks'
import { Radios } from '../../ui/fields.js'
import { TextBlock } from '../../ui/text-block.js'
import { useInfo } from '../control.js'

/** Complete programs that call the emulator, by language. */
const snippets: Readonly<Record<string, (endpoint: string) => string>> = {
  Python: (endpoint) => `import boto3

mturk = boto3.client(
    "mturk",
    endpoint_url="${endpoint}",
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)
print(mturk.get_account_balance()["AvailableBalance"])`,
  'AWS CLI': (endpoint) =>
    `AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=us-east-1 \\
  aws --endpoint-url ${endpoint} mturk get-account-balance`,
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
}

/** How a program connects, to be copied. */
export function Connect() {
  const { value: info } = useInfo()
  const [language, setLanguage] = useState('Python')
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
