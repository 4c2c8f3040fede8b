/** What may still be done with an invitation, by its status. */

const OPEN = ['sent', 'opened']

export const canSend = (status: string): boolean => status === 'draft'
export const canShare = (status: string): boolean => OPEN.includes(status)
export const canRevoke = (status: string): boolean => status === 'draft' || OPEN.includes(status)
/** Over: the way on is another invitation. */
export const isOver = (status: string): boolean => !canRevoke(status)
