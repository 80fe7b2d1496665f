/** Adds default styles; styles of the page override them. */
export function injectStyles(): void {
  const style = document.createElement('style')
  style.textContent = crowdStyles
  document.head.prepend(style)
}

export const crowdStyles = `
crowd-form, crowd-instructions, crowd-card, crowd-tab, crowd-tabs, crowd-alert, crowd-radio-group,
crowd-input, crowd-text-area, crowd-slider, crowd-classifier, crowd-classifier-multi-select,
crowd-image-classifier, crowd-image-classifier-multi-select, short-instructions, short-summary,
full-instructions, detailed-instructions, positive-example, negative-example,
classification-target { display: block }
crowd-form { font-family: Roboto, system-ui, sans-serif; line-height: 1.5; padding: 1rem; max-width: 60rem }
crowd-input label > span, crowd-text-area label > span { display: block; font-size: .875rem }
crowd-input input, crowd-text-area textarea { font: inherit; box-sizing: border-box; width: 100%; padding: .375rem .5rem; border: 1px solid #777; border-radius: 4px }
crowd-slider label { display: flex; max-width: 24rem }
crowd-slider input { flex: 1 }
.crowd-slider-labels { position: relative; display: block; height: 1.75rem; margin: 0 .5rem; max-width: 23rem }
crowd-slider-label { position: absolute; transform: translateX(-50%); font-size: .875rem; white-space: nowrap }
.crowd-entity-text { white-space: pre-wrap; line-height: 2.2; padding: .5rem .75rem; border: 1px solid #bbb; border-radius: 4px }
.crowd-entity-text mark { color: #111; border-radius: 3px; padding: .125rem 0 }
.crowd-entity-text mark button { font: inherit; font-size: .75rem; padding: 0 .25rem; margin-left: .25rem; border: 0; border-radius: 3px; background: #222; color: #fff; cursor: pointer; user-select: none }
crowd-radio-button, crowd-checkbox, crowd-toggle-button { display: inline-block; margin: .125rem .75rem .125rem 0 }
crowd-button > button { font: inherit; font-weight: 600; padding: .375rem 1rem; margin: .75rem 0; border: 1px solid #0a66c2; border-radius: 4px; background: #fff; color: #0a4f96; cursor: pointer }
crowd-button[variant="primary"] > button, crowd-button[form-action="submit"] > button { background: #0a4f96; color: #fff }
crowd-button > button:disabled { background: #ddd; border-color: #bbb; color: #555; cursor: default }
crowd-classifier fieldset, crowd-classifier-multi-select fieldset, crowd-image-classifier fieldset,
crowd-image-classifier-multi-select fieldset { display: grid; gap: .375rem; border: 1px solid #bbb; border-radius: 4px; margin: .75rem 0 }
crowd-image-classifier img, crowd-image-classifier-multi-select img { max-width: 100%; max-height: 60vh }
crowd-alert { border-left: 4px solid #0a66c2; background: #eef4fb; padding: .5rem .75rem }
crowd-alert[type="error"] { border-color: #a82a20; background: #fbe9e7 }
crowd-alert[type="warning"] { border-color: #7a5200; background: #faf0d9 }
crowd-alert[type="success"] { border-color: #1b6b41; background: #e4f3ea }
crowd-alert > button { float: right; border: 0; background: none; font: inherit; cursor: pointer }
crowd-card { border: 1px solid #bbb; border-radius: 4px; padding: .75rem; margin: .5rem 0 }
crowd-instructions > details, crowd-form details { margin: .5rem 0 }
.mturk-local-note { border-left: 4px solid #7a5200; background: #faf0d9; color: #222; padding: .5rem .75rem; margin: 0 0 .75rem; font: 1rem/1.5 system-ui, sans-serif }
`
