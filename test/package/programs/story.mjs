import * as amazon from '@aws-sdk/client-mturk'
import * as library from 'mturk-local'
import tell from './tell.cjs'

await tell(library, amazon)
