import {
  boolean,
  integer,
  list,
  oneOf,
  required,
  string,
  structure,
  type TypeOf,
} from '../../core/schema/shape.js'

export const Comparator = oneOf(
  'LessThan',
  'LessThanOrEqualTo',
  'GreaterThan',
  'GreaterThanOrEqualTo',
  'EqualTo',
  'NotEqualTo',
  'Exists',
  'DoesNotExist',
  'In',
  'NotIn',
)
export type Comparator = TypeOf<typeof Comparator>

const CountryParameters = string({ min: 2, max: 2 })

export const Locale = structure({
  Country: required(CountryParameters),
  Subdivision: CountryParameters,
})
export type Locale = TypeOf<typeof Locale>

const HITAccessActions = oneOf('Accept', 'PreviewAndAccept', 'DiscoverPreviewAndAccept')

/** A condition that a worker must meet to see, preview or accept a HIT. */
export const QualificationRequirement = structure({
  QualificationTypeId: required(string()),
  Comparator: required(Comparator),
  IntegerValues: list(integer()),
  LocaleValues: list(Locale),
  /** Replaced by `ActionsGuarded` in 2018, and still returned. */
  RequiredToPreview: boolean(),
  ActionsGuarded: HITAccessActions,
})
export type QualificationRequirement = TypeOf<typeof QualificationRequirement>
