/** Adds default styles; styles of the page override them. */
export function injectStyles(): void {
  const style = document.createElement('style')
  style.textContent = crowdStyles
  document.head.prepend(style)
}

export const crowdStyles = `
crowd-form, crowd-instructions, crowd-card, crowd-tabs, crowd-alert, crowd-radio-group,
crowd-input, crowd-text-area, crowd-slider, short-instructions, short-summary,
full-instructions, detailed-instructions, positive-example, negative-example,
classification-target { display: block }
crowd-form { font-family: Roboto, system-ui, sans-serif; line-height: 1.5; padding: 1rem; max-width: 60rem }
crowd-input label > span, crowd-text-area label > span { display: block; font-size: .875rem }
crowd-input input, crowd-text-area textarea { font: inherit; box-sizing: border-box; width: 100%; padding: .375rem .5rem; border: 1px solid #777; border-radius: 4px }
crowd-slider label { display: flex; max-width: 24rem }
crowd-slider input { flex: 1 }
.crowd-slider-labels { position: relative; display: block; height: 1.75rem; margin: 0 .125rem; max-width: 23.75rem }
crowd-slider-label { position: absolute; transform: translateX(-50%); font-size: .875rem; white-space: nowrap }
.crowd-entity-text { white-space: pre-wrap; line-height: 2.2; padding: .5rem .75rem; border: 1px solid #bbb; border-radius: 4px }
.crowd-entity-text mark { color: #111; border-radius: 3px; padding: .125rem 0 }
.crowd-entity-text mark { background: #ffe08a }
.crowd-entity-text mark button { font: inherit; font-size: .75rem; padding: 0 .25rem; margin-left: .25rem; border: 0; border-radius: 3px; background: #222; color: #fff; cursor: pointer; user-select: none }
crowd-radio-button, crowd-checkbox, crowd-toggle-button { display: inline-block; margin: .125rem .75rem .125rem 0 }
crowd-radio-button input, crowd-checkbox input { margin-right: .375rem }
crowd-toggle-button input { appearance: none; position: relative; width: 2.25rem; height: 1.25rem; margin: 0 .375rem 0 0; vertical-align: middle; border-radius: .625rem; background: #6b6b6b; cursor: pointer }
crowd-toggle-button input::before { content: ''; position: absolute; top: .125rem; left: .125rem; width: 1rem; height: 1rem; border-radius: 50%; background: #fff }
crowd-toggle-button input:checked { background: #0a4f96 }
crowd-toggle-button input:checked::before { left: 1.125rem }
crowd-toggle-button input:disabled { opacity: .5; cursor: default }
crowd-toggle-button[invalid] input:not(:checked) { background: #a82a20 }
crowd-button > button { font: inherit; font-weight: 600; padding: .375rem 1rem; margin: .75rem 0; border: 1px solid #0a66c2; border-radius: 4px; background: #fff; color: #0a4f96; cursor: pointer }
crowd-button[variant="primary"] > button, crowd-button[form-action="submit"] > button { background: #0a4f96; color: #fff }
crowd-button[variant="link"] > button, .crowd-link { border: 0; background: none; color: #0a4f96; text-decoration: underline; padding: .375rem 0; font: inherit; cursor: pointer }
.crowd-icon { font-style: normal }
img.crowd-icon { width: 1.25em; height: 1.25em; vertical-align: -.25em }
crowd-icon-button > button, crowd-fab > button { font: inherit; font-size: 1.25rem; line-height: 1; width: 2.75rem; height: 2.75rem; padding: 0; border: 1px solid #0a66c2; border-radius: 50%; background: #fff; color: #0a4f96; cursor: pointer }
crowd-fab > button { background: #0a4f96; color: #fff; box-shadow: 0 2px 6px #0006 }
crowd-icon-button > button:disabled, crowd-fab > button:disabled { background: #ddd; border-color: #bbb; color: #555; cursor: default }
crowd-badge { position: absolute; top: -.5rem; right: -.5rem; min-width: 1.25rem; padding: 0 .25rem; box-sizing: border-box; border-radius: .75rem; background: #a82a20; color: #fff; font: .75rem/1.25rem system-ui, sans-serif; text-align: center }
.crowd-tab-list { display: flex; flex-wrap: wrap; gap: .25rem; border-bottom: 1px solid #bbb }
.crowd-tab-list > button { font: inherit; padding: .375rem .75rem; border: 0; border-bottom: 3px solid transparent; background: none; color: #222; cursor: pointer }
.crowd-tab-list > button[aria-selected="true"] { border-bottom-color: #0a4f96; color: #0a4f96; font-weight: 600 }
crowd-tab { display: block; padding: .75rem 0 }
crowd-tab[hidden] { display: none }
crowd-modal > button:not(.crowd-link), crowd-modal > dialog > button { font: inherit; padding: .25rem .75rem; border: 1px solid #0a66c2; border-radius: 4px; background: #fff; color: #0a4f96; cursor: pointer }
crowd-modal > dialog { max-width: min(40rem, 90vw); border: 1px solid #777; border-radius: 6px; padding: 1rem; color: #222; background: #fff }
crowd-modal > dialog > button { display: block; margin-top: .75rem }
crowd-toast { display: none; position: fixed; left: 1rem; bottom: 1rem; z-index: 10; max-width: min(30rem, 80vw); padding: .75rem 1rem; border-radius: 4px; background: #222; color: #fff; pointer-events: none }
crowd-toast[opened] { display: block; animation-name: crowd-toast }
@keyframes crowd-toast { from { opacity: 1 } to { opacity: 1 } }
crowd-button > button:disabled { background: #ddd; border-color: #bbb; color: #555; cursor: default }
crowd-alert { border-left: 4px solid #0a66c2; background: #eef4fb; padding: .5rem .75rem }
crowd-alert[type="error"] { border-color: #a82a20; background: #fbe9e7 }
crowd-alert[type="warning"] { border-color: #7a5200; background: #faf0d9 }
crowd-alert[type="success"] { border-color: #1b6b41; background: #e4f3ea }
crowd-alert > button { float: right; border: 0; background: none; font: inherit; cursor: pointer }
crowd-card { border: 1px solid #bbb; border-radius: 4px; padding: .75rem; margin: .5rem 0 }
crowd-instructions > details, crowd-form details { margin: .5rem 0 }
.mturk-local-note { border-left: 4px solid #7a5200; background: #faf0d9; color: #222; padding: .5rem .75rem; margin: 0 0 .75rem; font: 1rem/1.5 system-ui, sans-serif }
`
