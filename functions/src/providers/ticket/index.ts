export { email } from './email';
export { whatsapp } from './whatsapp';
