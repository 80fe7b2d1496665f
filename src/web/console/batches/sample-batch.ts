import type { BatchFormState } from './form-state.js'

/** A batch that needs nothing from elsewhere, to try how batches work. */
export const sampleBatch = {
  template: `<p>What does this guest say about the restaurant?</p>
<blockquote>\${review}</blockquote>
<p><label><input type="radio" name="opinion" value="good" required> Something good</label></p>
<p><label><input type="radio" name="opinion" value="bad"> Something bad</label></p>
`,
  csv: `number,review
1,The best noodles in town.
2,"The soup was cold, and no waiter came."
3,"Friendly people, but we waited for an hour."
`,
  title: 'Is this review good or bad?',
} satisfies Partial<BatchFormState>
