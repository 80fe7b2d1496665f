/** Styles of the widgets that annotate images and texts, inside their shadow roots. */
export const widgetStyles = `
:host { display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr); gap: 1rem; margin: .75rem 0; font: 1rem/1.5 Roboto, system-ui, sans-serif; color: #222 }
@media (max-width: 40rem) { :host { grid-template-columns: minmax(0, 1fr) } }
.awsui-app-layout__navigation { width: 14rem; max-width: 100% }
@media (max-width: 40rem) { .awsui-app-layout__navigation { width: auto } }
[hidden] { display: none }
[hidden] + .annotation-area { grid-column: 1 / -1 }
h2 { font-size: 1.125rem; margin: 0 0 .5rem }
h3 { font-size: 1rem; margin: .5rem 0 }
.stage { position: relative; display: inline-block; max-width: 100%; line-height: 0; border: 1px solid #bbb }
.stage img { max-width: 100%; max-height: 70vh; user-select: none }
.stage canvas { position: absolute; inset: 0; width: 100%; height: 100%; touch-action: none; cursor: crosshair }
.stage canvas:focus-visible { outline: 3px solid #0a4f96; outline-offset: 2px }
.labels, .toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: .375rem; margin: .5rem 0 }
button { font: inherit; padding: .25rem .625rem; border: 1px solid #777; border-radius: 4px; background: #fff; color: #222; cursor: pointer }
button[aria-pressed="true"], button[aria-checked="true"] { border-color: #0a4f96; box-shadow: inset 0 0 0 2px #0a4f96 }
button:disabled { color: #666; background: #eee; cursor: default }
.colour { display: inline-block; width: .875rem; height: .875rem; margin-right: .375rem; border: 1px solid #222; vertical-align: -1px }
.hint { font-size: .875rem; margin: .25rem 0; max-width: 45rem }
.message { color: #8a1f17; font-weight: 600 }
.message:empty { display: none }
.items button { max-width: 20rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.items { display: flex; flex-wrap: wrap; gap: .375rem; margin: .5rem 0; padding: 0; list-style: none }
details { margin: .5rem 0 }
.text { margin: .5rem 0; padding: .5rem .75rem; border-left: 4px solid #bbb; white-space: pre-wrap }
.responses > li { margin: .75rem 0 }
.responses p { margin: 0 0 .25rem; white-space: pre-wrap }
.responses label { display: inline-flex; align-items: center; gap: .375rem; margin: 0 1rem .25rem 0 }
select, input, textarea { font: inherit }
.question { display: grid; gap: .5rem; min-width: 0; margin: .75rem 0; border: 1px solid #bbb; border-radius: 4px }
.question textarea { display: block; box-sizing: border-box; width: 100% }
.tags { display: flex; flex-wrap: wrap; gap: .25rem 1rem }
.category-picker-wrapper { display: grid; gap: .375rem; min-width: 0; margin: .75rem 0; border: 1px solid #bbb; border-radius: 4px }
.category-picker-wrapper:empty { display: none }
.stage .overlay { position: absolute; inset: 0; width: 100%; height: 100% }
.stage img.overlay { max-height: none; opacity: .6 }
.comment textarea { font: inherit; box-sizing: border-box; width: 100%; max-width: 45rem }
`
