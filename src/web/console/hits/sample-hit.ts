import { navigate } from '../../ui/router.js'
import { callMturk } from '../call-mturk.js'

const question = `<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[<!DOCTYPE html>
<html>
  <body>
    <script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
    <crowd-form>
      <crowd-classifier name="mood" categories="['positive', 'neutral', 'negative']" header="What is the mood of this review?">
        <classification-target>The soup was cold, but the bread was the best in town.</classification-target>
        <short-instructions>Choose the mood of the whole text.</short-instructions>
        <full-instructions header="Instructions">Choose the mood of the whole text.</full-instructions>
      </crowd-classifier>
    </crowd-form>
  </body>
</html>]]></HTMLContent><FrameHeight>0</FrameHeight></HTMLQuestion>`

const sampleHit = {
  Title: 'Sample: the mood of a review',
  Description: 'Read one sentence and choose its mood.',
  Keywords: 'sample, sentiment',
  Reward: '0.05',
  MaxAssignments: 3,
  AssignmentDurationInSeconds: 600,
  LifetimeInSeconds: 86_400,
  AutoApprovalDelayInSeconds: 259_200,
  RequesterAnnotation: 'created in the console',
  Question: question,
}

/** Creates a HIT for trying things out, and opens it. */
export async function createSampleHit(account: string): Promise<void> {
  const { HIT } = await callMturk<{ HIT: { HITId: string } }>(account, 'CreateHIT', sampleHit)
  navigate(`/console/hits/${HIT.HITId}`)
}
