/** What HITs have in common that workers see as one kind of work. */
export interface HITType {
  readonly account: string
  readonly id: string
}
