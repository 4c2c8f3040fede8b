/** The school itself. */
import { get } from '../lib/request'
import type { School } from './types'

export const readSchool = () => get<School>('/school')
