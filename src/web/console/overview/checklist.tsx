import type { OverviewView } from '../../../server/control/views.js'
import { StatusBadge } from '../../ui/status-badge.js'

type Step = keyof OverviewView['checklist']

const steps: readonly (readonly [step: Step, text: string, link: string, href: string])[] = [
  ['call', 'Call the API with your program', 'See the calls', '/console/calls'],
  ['hit', 'Create a HIT', 'HITs', '/console/hits'],
  ['notificationSettings', 'Choose where its notifications go', 'HIT types', '/console/hit-types'],
  ['delivery', 'Receive a notification', 'Send a test event', '/console/send'],
  ['submission', 'Work on the HIT as a worker', 'Worker site', '/worker'],
]

/** The first steps, ticked as they are taken; folded when all are done. */
export function Checklist({ done }: { readonly done: OverviewView['checklist'] }) {
  const doneCount = steps.filter(([step]) => done[step]).length
  return (
    <section aria-label="First steps">
      <details class="card checklist" open={doneCount < steps.length}>
        <summary>
          <h2>First steps</h2>{' '}
          <span class="muted">
            {doneCount} of {steps.length} done
          </span>
        </summary>
        <ol>
          {steps.map(([step, text, link, href]) => (
            <li key={step}>
              <StatusBadge tone={done[step] ? 'good' : 'plain'}>
                {done[step] ? 'done' : 'to do'}
              </StatusBadge>
              <span>{text}</span>
              <a class="end" href={href}>
                {link}
              </a>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
