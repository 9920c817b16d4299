import type { Checklist } from '../checklist.ts';
import { bdcOperations } from './bdc-operations.ts';
import { bdcSecurity } from './bdc-security.ts';

/** BDC, production deployment checklist. */
export const bdc: Checklist = {
  name: 'bdc',
  title: 'BDC: production deployment checklist',
  source: 'BDC repository, production deployment checklist',
  thresholds: {
    'env/short-retention.backupDays': 30,
    'secret/short.app-secret': 50,
    'secret/short.signing-key': 50,
  },
  sections: [...bdcSecurity, ...bdcOperations],
};
