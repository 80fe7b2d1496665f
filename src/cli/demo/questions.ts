import { wrapInDocument, wrapInForm } from '../../domain/questions/question-page.js'

/** An HTMLQuestion; the content decides whether it has a form of its own. */
export const buildHtmlQuestion = (content: string): string =>
  `<HTMLQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2011-11-11/HTMLQuestion.xsd"><HTMLContent><![CDATA[${wrapInDocument(content.includes('<crowd-form>') ? content : wrapInForm(content))}]]></HTMLContent><FrameHeight>450</FrameHeight></HTMLQuestion>`

/** A drawing of an animal. */
export const renderDrawing = (animal: string): string =>
  `<svg width="160" height="120" viewBox="0 0 160 120" role="img" aria-label="A drawing">${drawings[animal]}</svg>`

const drawings: Readonly<Record<string, string>> = {
  cat: '<path d="M45 45 40 12 65 30h30l25-18-5 33c8 40-15 60-35 60S37 85 45 45Z" fill="#d9a066"/><circle cx="65" cy="58" r="5"/><circle cx="95" cy="58" r="5"/><path d="m75 72 5 5 5-5M40 74h20m40 0h20" fill="none" stroke="#000" stroke-width="2"/>',
  fish: '<path d="M20 60c30-45 80-40 100 0-20 40-70 45-100 0Zm95 0 35-25v50Z" fill="#5b8fd6"/><circle cx="48" cy="52" r="5"/><path d="M70 40c12 12 12 28 0 40" fill="none" stroke="#000" stroke-width="2"/>',
  bird: '<path d="M40 70c0-30 30-45 50-25l50 5-45 15c-5 30-55 35-55 5Z" fill="#6ab04c"/><path d="m42 55-22 6 22 6Z" fill="#e67e22"/><circle cx="58" cy="55" r="4"/><path d="M65 92v20m12-20v20" stroke="#000" stroke-width="3"/>',
}

/** A QuestionForm with one selection and one free text. */
export const buildDemoQuestionForm = (
  title: string,
): string => `<QuestionForm xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2005-10-01/QuestionForm.xsd">
<Overview><Title>${title}</Title></Overview>
<Question>
<QuestionIdentifier>mood</QuestionIdentifier><DisplayName>Mood</DisplayName><IsRequired>true</IsRequired>
<QuestionContent><Text>How was your day?</Text></QuestionContent>
<AnswerSpecification><SelectionAnswer><StyleSuggestion>radiobutton</StyleSuggestion><Selections>
<Selection><SelectionIdentifier>good</SelectionIdentifier><Text>Good</Text></Selection>
<Selection><SelectionIdentifier>fair</SelectionIdentifier><Text>Fair</Text></Selection>
<Selection><SelectionIdentifier>bad</SelectionIdentifier><Text>Bad</Text></Selection>
</Selections></SelectionAnswer></AnswerSpecification>
</Question>
<Question>
<QuestionIdentifier>why</QuestionIdentifier><DisplayName>Why</DisplayName>
<QuestionContent><Text>What made it so?</Text></QuestionContent>
<AnswerSpecification><FreeTextAnswer/></AnswerSpecification>
</Question>
</QuestionForm>`
