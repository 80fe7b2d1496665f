import type { SqsMessage } from '../../services/sqs/message.js'
import type { Sql } from '../engine.js'
import { queueMessageKey } from '../receiver-tables.js'
import { readRecords } from './read-records.js'

/** Changes the keys of messages from their IDs, which earlier versions used alone. */
export async function fillMessageKeys(sql: Sql): Promise<void> {
  for await (const { position, record } of readRecords<SqsMessage>(sql, 'queue_messages'))
    await sql.run('update queue_messages set "key" = ? where position = ?', [
      queueMessageKey(record),
      position,
    ])
}
