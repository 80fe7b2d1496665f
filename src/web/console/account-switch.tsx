import { navigate } from '../ui/router.js'
import { useOverview } from './overview/overview-context.js'

/** Shows one requester or all of them; nothing where there is one only. */
export function AccountSwitch({ query }: { readonly query: URLSearchParams }) {
  const { value: overview } = useOverview()
  const accounts = overview?.accounts ?? []
  if (accounts.length < 2) return null

  function choose(account: string): void {
    const next = new URLSearchParams(query)
    if (account) next.set('account', account)
    else next.delete('account')
    const [, , page] = location.pathname.split('/')
    navigate(next.size > 0 ? `/console/${page}?${next}` : `/console/${page}`)
  }

  return (
    <label class="account-switch">
      <span class="visually-hidden">Account</span>
      <select
        value={query.get('account') ?? ''}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        <option value="">All accounts</option>
        {accounts.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  )
}

/** Whether there are several requesters: otherwise naming the account says nothing. */
export const useSeveralAccounts = (): boolean => (useOverview().value?.accounts.length ?? 0) > 1
