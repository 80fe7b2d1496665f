import type { Locale } from './shapes/QualificationRequirement.js'

/** Reads a place as in `US` or `US-CA`. */
export function parseLocale(text: string): Locale {
  const [Country = '', Subdivision] = text.split('-')
  return { Country, ...(Subdivision && { Subdivision }) }
}
