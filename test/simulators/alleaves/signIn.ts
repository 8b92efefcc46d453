import { Misfit, object, optional, required, text } from '../core/shape';
import type { SimContext, SimReply } from '../core/types';
import type { Access, Login } from './access';
import { stricter, unauthorized } from './refusal';
import type { Switches } from './switches';

const jsonLogin = object({
  username: required(text(254, 1)),
  password: required(text(254, 1)),
  pin: optional(text(20, 1)),
});

/** Name and password of `Authorization: Basic`; this way knows no PIN. */
function basicLogin(authorization: string, access: Access): Login | undefined {
  const [username = '', ...rest] = Buffer.from(authorization.slice(6), 'base64').toString('utf8').split(':');
  return access.login(username, rest.join(':'), undefined);
}

function loginOf({ headers, body, json }: SimContext, access: Access, switches: Switches): Login | undefined {
  const { authorization } = headers;
  if (authorization?.startsWith('Basic ') && switches.basicLogin) {
    if (body !== '') throw stricter('a Basic sign-in has an empty body');
    return basicLogin(authorization, access);
  }
  if (authorization !== undefined) throw stricter('a JSON sign-in carries no Authorization header');
  if (!headers['content-type']?.startsWith('application/json'))
    throw new Misfit('unsafe', '', 'a JSON sign-in says Content-Type: application/json');
  const { username, password, pin } = jsonLogin(json, '');
  return access.login(username, password, pin);
}

/** `POST /auth`, both ways. */
export function signIn(context: SimContext, access: Access, switches: Switches): SimReply {
  const [parameter] = Object.keys(context.query);
  if (parameter !== undefined) throw new Misfit('unknown', parameter, 'no such query parameter');
  const login = loginOf(context, access, switches);
  if (!login) throw unauthorized();
  const { token, expiresAt } = access.issue(login);
  const json = {
    id_user: login.userId,
    name_first: 'Bridge',
    name_last: 'User',
    username: login.username,
    id_company: login.companyId,
    company: `Company ${login.companyId}`,
    token,
    ...(switches.sendExpiresAt && { expires_at: new Date(expiresAt).toISOString() }),
  };
  return { status: 200, json };
}
