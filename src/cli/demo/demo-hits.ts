import type { NotificationSpecification } from '../../domain/shapes/NotificationSpecification.js'
import { buildDemoQuestionForm, buildHtmlQuestion, renderDrawing } from './questions.js'

/** A kind of HIT in the demo, and how its notifications are delivered. */
export interface DemoHitType {
  /** Input of CreateHITType. */
  readonly properties: { readonly Title: string; readonly [member: string]: unknown }
  readonly createNotification: (
    destinations: DemoDestinations,
  ) => Omit<NotificationSpecification, 'Version'>
  /** Values that distinguish the HITs of one type. */
  readonly subjects: readonly string[]
  readonly createQuestion: (subject: string) => string
  /** Random answers of simulated workers. */
  readonly answers: readonly Readonly<Record<string, string>>[]
}

export interface DemoDestinations {
  readonly queue: string
  readonly topic: string
  readonly mail: string
}

const sharedProperties = { AssignmentDurationInSeconds: 600, AutoApprovalDelayInSeconds: 86_400 }

/** Three types, so that each transport and each kind of question is shown. */
export const demoHitTypes: readonly DemoHitType[] = [
  {
    properties: {
      ...sharedProperties,
      Title: 'Which animal is in the picture?',
      Description: 'Look at a small drawing and choose.',
      Keywords: 'picture, label, animal',
      Reward: '0.05',
    },
    createNotification: ({ queue }) => ({
      Transport: 'SQS',
      Destination: queue,
      EventTypes: ['AssignmentSubmitted', 'AssignmentReturned', 'HITReviewable', 'HITDisposed'],
    }),
    subjects: ['cat', 'fish', 'bird'],
    createQuestion: (subject) =>
      buildHtmlQuestion(`<p>Which animal is this?</p>
${renderDrawing(subject)}
<p>
  <label><input type="radio" name="animal" value="cat" required> A cat</label>
  <label><input type="radio" name="animal" value="fish"> A fish</label>
  <label><input type="radio" name="animal" value="bird"> A bird</label>
</p>
<p><button>Submit</button></p>`),
    answers: [{ animal: '${cat|cat|fish|bird}' }],
  },
  {
    properties: {
      ...sharedProperties,
      Title: 'Two questions about your day',
      Description: 'There are no wrong answers.',
      Keywords: 'survey, study',
      Reward: '0.25',
    },
    createNotification: ({ mail }) => ({
      Transport: 'Email',
      Destination: mail,
      EventTypes: ['AssignmentSubmitted', 'AssignmentAbandoned', 'AssignmentRejected'],
    }),
    subjects: ['Monday', 'Wednesday', 'Sunday'],
    createQuestion: (subject) => buildDemoQuestionForm(`Your ${subject}`),
    answers: [
      { mood: 'good', why: 'The ${sun|rain|soup|train} was ${early|warm|kind to me}.' },
      { mood: 'fair', why: 'I have had ${1..5} cups of ${tea|coffee}.' },
      { mood: 'bad' },
    ],
  },
  {
    properties: {
      ...sharedProperties,
      Title: 'Write down what a receipt says',
      Description: 'The name of the shop and the sum, as they are printed.',
      Keywords: 'transcription, receipt',
      Reward: '0.10',
    },
    createNotification: ({ topic }) => ({
      Transport: 'SNS',
      Destination: topic,
      EventTypes: ['AssignmentAccepted', 'AssignmentSubmitted', 'AssignmentApproved'],
    }),
    subjects: ['BAKERY HILL  4.20', 'BOOKS & CO  17.00', 'CORNER SHOP  2.35'],
    createQuestion: (subject) =>
      buildHtmlQuestion(`<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<crowd-form>
  <pre>${subject.replace('&', '&amp;')}</pre>
  <crowd-input name="shop" label="The shop" required></crowd-input>
  <crowd-input name="sum" label="The sum" required></crowd-input>
  <crowd-button form-action="submit">Submit</crowd-button>
</crowd-form>`),
    answers: [{ shop: '${Bakery Hill|Books & Co|Corner Shop}', sum: '${4.20|17.00|2.35}' }],
  },
]
