import aws from 'aws-sdk'
import { runStory } from './story.js'

// Version 2 does not read these from the environment.
aws.config.update({
  region: process.env.AWS_REGION,
  maxRetries: Number(process.env.AWS_MAX_ATTEMPTS) - 1,
})
const endpoint = process.env.AWS_ENDPOINT_URL

const methodName = (operation) => operation[0].toLowerCase() + operation.slice(1)
const calls = (client) => (operation, input) => client[methodName(operation)](input).promise()

const requester = new aws.MTurk({ endpoint })

await runStory({
  name: `aws-sdk ${aws.VERSION}`,
  mturk: calls(requester),
  sqs: calls(new aws.SQS({ endpoint })),
  sns: calls(new aws.SNS({ endpoint })),

  listAll(operation, input, key) {
    const items = []
    return new Promise((resolve, reject) => {
      requester[methodName(operation)](input).eachPage((error, page) => {
        if (error) reject(error)
        else if (page) items.push(...page[key])
        else resolve(items)
      })
    })
  },

  describeError: ({ code, TurkErrorCode, message }) => ({
    type: code,
    code: TurkErrorCode,
    message,
  }),

  toDate: (value) => value,
})
