interface StatProps {
  readonly name: string
  readonly value: number | string
}

/** A large number with its label. */
export const Stat = ({ name, value }: StatProps) => (
  <div>
    <dt>{name}</dt>
    <dd>{value.toLocaleString('en')}</dd>
  </div>
)
