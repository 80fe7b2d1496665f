import type { SqsMessage } from '../../services/sqs/message.js'
import type { Sql } from '../engine.js'
import { queueMessageKey } from '../receiver-tables.js'

interface MessageRow {
  readonly position: number | string
  readonly record: string
}

const rowsAtOnce = 1000

/** Changes the keys of messages from their IDs, which earlier versions used alone. */
export async function fillMessageKeys(sql: Sql): Promise<void> {
  let after: MessageRow['position'] = 0
  for (;;) {
    const rows: readonly MessageRow[] = await sql.rows(
      `select position, "record" from queue_messages where position > ? order by position limit ${rowsAtOnce}`,
      [after],
    )
    for (const { position, record } of rows) {
      const key = queueMessageKey(JSON.parse(record) as SqsMessage)
      await sql.run('update queue_messages set "key" = ? where position = ?', [key, position])
    }
    if (rows.length < rowsAtOnce) return
    after = rows.at(-1)!.position
  }
}
