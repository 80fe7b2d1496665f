export const question = `<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
  <ExternalURL>https://example.com/task?cat=猫&amp;colour=black</ExternalURL>
  <FrameHeight>0</FrameHeight>
</ExternalQuestion>`

export const type = {
  Title: 'Draw a cat',
  Description: 'With a pencil',
  Keywords: 'cats, pencils',
  Reward: '0.10',
  AssignmentDurationInSeconds: 600,
  AutoApprovalDelayInSeconds: 86_400,
}

export const createHit = async ({ mturk }, more) => {
  const input = { ...type, LifetimeInSeconds: 3600, Question: question, ...more }
  return (await mturk('CreateHIT', input)).HIT.HITId
}

export const createQualificationType = async ({ mturk }, Name) => {
  const { QualificationType } = await mturk('CreateQualificationType', {
    Name,
    Description: 'Is good at it',
    QualificationTypeStatus: 'Active',
  })
  return QualificationType.QualificationTypeId
}

export const getScore = async ({ mturk, cats }, WorkerId) =>
  (await mturk('GetQualificationScore', { QualificationTypeId: cats, WorkerId })).Qualification

export const sendBonus = ({ mturk, first }, more) =>
  mturk('SendBonus', {
    WorkerId: 'A1WORKER',
    AssignmentId: first,
    BonusAmount: '0.05',
    Reason: 'A fine cat',
    ...more,
  })
