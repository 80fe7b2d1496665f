import aws from 'aws-sdk'
import { tell } from './story.js'

// Version 2 reads neither of these from its environment.
aws.config.update({
  region: process.env.AWS_REGION,
  maxRetries: Number(process.env.AWS_MAX_ATTEMPTS) - 1,
})
const endpoint = process.env.AWS_ENDPOINT_URL

const methodOf = (operation) => operation[0].toLowerCase() + operation.slice(1)
const calls = (client) => (operation, input) => client[methodOf(operation)](input).promise()

const requester = new aws.MTurk({ endpoint })

await tell({
  name: `aws-sdk ${aws.VERSION}`,
  mturk: calls(requester),
  sqs: calls(new aws.SQS({ endpoint })),
  sns: calls(new aws.SNS({ endpoint })),

  listed(operation, input, key) {
    const items = []
    return new Promise((resolve, reject) => {
      requester[methodOf(operation)](input).eachPage((error, page) => {
        if (error) reject(error)
        else if (page) items.push(...page[key])
        else resolve(items)
      })
    })
  },

  told: ({ code, TurkErrorCode, message }) => ({ type: code, code: TurkErrorCode, message }),

  instant: (value) => value,
})
