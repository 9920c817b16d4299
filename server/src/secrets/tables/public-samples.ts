/**
 * Fingerprints (`fingerprint.ts`) of tokens printed in public documentation and sample code: the form is right, the token is nobody's.
 * Google's own sample keys, the token of jwt.io, the passwords of NuGet's manual.
 */
export const PUBLIC_SAMPLES: ReadonlySet<string> = new Set([
  '028fec90900514',
  '1e305a643e33ac',
  '19001040968c9c',
  '145e0f710bcf5b',
  '0de5ec12d32a3b',
  '007a340c721d9c',
  '11871691e63d56',
  '0255e9447ddb6d',
  '09c61c780e1f0b',
  '0066e1e88e3cd0',
  '0116d592b00825',
  '0a6d91d11f9b31',
  '0a15e428c6d554',
  '150fa380abc567',
  '04a1d6e64ea31c',
  '1fd3656a2fa859',
  '198d1671aa6089',
  '13c1de026558cc',
  '0e4167b373a265',
]);
