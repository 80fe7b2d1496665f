import { expect, test } from 'vitest'
import { Limiter } from '../../../src/core/limiter.js'
import { createControlApp } from '../../../src/server/control/app.js'
import type { ControlAppDependencies } from '../../../src/server/control/dependencies.js'
import { openApi } from '../../../src/server/control/openapi.js'
import { controlRoutes } from '../../../src/server/control/routes/index.js'

const info = { version: '0.0.0', endpoint: 'http://127.0.0.1:6887' }
type OpenApiPaths = Readonly<Record<string, Readonly<Record<string, object>>>>

test('every mounted route is described, and every description is a mounted route', () => {
  const { router } = createControlApp({
    controlHosts: [],
    limiter: new Limiter(1),
    maxUploadBytes: 1024,
  } as unknown as ControlAppDependencies)
  const mounted = router.stack
    .flatMap(({ route }) =>
      route
        ? [route.path]
            .flat()
            .flatMap((path) =>
              route.stack.map(({ method }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
            )
        : [],
    )
    .filter((each) => each.includes(' /_mturk'))

  const paths = openApi(controlRoutes, info).paths as OpenApiPaths
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )

  expect([...new Set(mounted)].sort()).toEqual(described.sort())
  expect(described).toHaveLength(controlRoutes.length)
})

test('no two routes have the same name or the same operation ID', () => {
  const paths = openApi(controlRoutes, info).paths as OpenApiPaths
  const ids = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map((each) => (each as { operationId: string }).operationId),
  )

  expect(new Set(controlRoutes.map(({ name }) => name)).size).toBe(controlRoutes.length)
  expect(new Set(ids).size).toBe(controlRoutes.length)
})
