import * as amazon from '@aws-sdk/client-mturk'
import * as library from 'mturk-local'
import useLibrary from './use-library.cjs'

await useLibrary(library, amazon)
