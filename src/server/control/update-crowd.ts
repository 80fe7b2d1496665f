import type { ControlClient, ControlRequest } from './client.js'

type CrowdChanges = NonNullable<ControlRequest<'PUT /_mturk/crowds/{name}'>['body']>

/** Changes the given settings of a crowd, and keeps the others; answers of a function are lost. */
export async function updateCrowd(control: ControlClient, name: string, changes: CrowdChanges) {
  const { settings, templates } = await control.crowd(name)
  const { answers, ...current } = settings
  return control.putCrowd(name, { ...current, answers: templates, ...changes } as CrowdChanges)
}
