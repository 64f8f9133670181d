import { need, once } from './http.js'

/** What is asked of a process engine, at its REST interface. */
export interface Engine {
  /** Tells whether it answers yet. */
  ready: string
  /** Starts a case of this reference with what was reported. */
  submit(reference: string, reported: Record<string, string>): Promise<unknown>
  /** The newest tasks of the office with what its list shows: reference and name. */
  list(size: number): Promise<Listed[]>
  approve(task: string): Promise<unknown>
}

export interface Listed {
  task: string
  reference: string
  name: string
}

type Variable = { name: string; value: string; processInstanceId: string }

export function operaton(base: string): Engine {
  const rest = `${base}/engine-rest`
  const typed = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, type: 'String' }]))
  return {
    ready: `${rest}/engine`,
    submit: (businessKey, reported) =>
      once(`${rest}/process-definition/key/case/start`, { businessKey, variables: typed(reported) }),
    async list(size) {
      const tasks = await need<{ id: string; processInstanceId: string }[]>(
        `${rest}/task?maxResults=${size}`,
        { candidateGroup: 'office', sorting: [{ sortBy: 'created', sortOrder: 'desc' }] },
      )
      // its list of tasks holds neither the business key nor variables
      const ids = tasks.map((it) => it.processInstanceId)
      if (ids.length === 0) return []
      const [instances, variables] = await Promise.all([
        need<{ id: string; businessKey: string }[]>(`${rest}/process-instance`, { processInstanceIds: ids }),
        need<Variable[]>(`${rest}/variable-instance`, { processInstanceIdIn: ids, variableName: 'name' }),
      ])
      const keys = new Map(instances.map((it) => [it.id, it.businessKey]))
      const names = new Map(variables.map((it) => [it.processInstanceId, it.value]))
      return tasks.map(({ id, processInstanceId }) => ({
        task: id,
        reference: keys.get(processInstanceId) ?? '',
        name: names.get(processInstanceId) ?? '',
      }))
    },
    approve: (task) => once(`${rest}/task/${task}/complete`, { variables: typed({ decision: 'agree' }) }),
  }
}

export function flowable(base: string): Engine {
  const rest = `${base}/process-api`
  const named = (values: Record<string, string>) =>
    Object.entries(values).map(([name, value]) => ({ name, value }))
  return {
    ready: `${rest}/management/engine`,
    submit: (businessKey, reported) =>
      once(`${rest}/runtime/process-instances`, {
        ...{ processDefinitionKey: 'case', businessKey, variables: named(reported) },
      }),
    async list(size) {
      const query = { candidateGroup: 'office', includeProcessVariables: true }
      const page = await need<{ data: { id: string; variables: Variable[] }[] }>(
        `${rest}/query/tasks?size=${size}&sort=createTime&order=desc`,
        query,
      )
      return page.data.map(({ id, variables }) => {
        const value = (name: string) => variables.find((it) => it.name === name)?.value ?? ''
        return { task: id, reference: value('reference'), name: value('name') }
      })
    },
    approve: (task) =>
      once(`${rest}/runtime/tasks/${task}`, {
        ...{ action: 'complete', variables: named({ decision: 'agree' }) },
      }),
  }
}
