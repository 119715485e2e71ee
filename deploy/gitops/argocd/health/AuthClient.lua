-- Health of an AuthClient in Argo CD. It is progressing as long as it waits for its AuthServer or for policies: a fault of
-- these is shown there. It is degraded if the AuthClient itself, or what its policies say about it, has to change.
local waits = {
  AuthServerNotFound = true,
  AuthServerUnreadable = true,
  CertificateAuthorityUnreadable = true,
  CredentialsMissing = true,
  CredentialsNotLabeled = true,
  CredentialsRejected = true,
  CredentialsUnreadable = true,
  DiscoveryFailed = true,
  LoopbackHttpNotAllowed = true,
  MissingRole = true,
  NamespaceUnknown = true,
  NoGoverningPolicy = true,
  PolicyUnreadable = true,
  RealmNotFound = true,
  ServerOverloaded = true,
  ServerUnavailable = true,
}

if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "the controller has not seen this generation yet"}
end
local ready, other
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "Ready" then
    ready = condition
  elseif condition.status == "False" then
    other = condition
  end
end
if ready == nil then
  return {status = "Progressing", message = "the controller has not decided yet"}
elseif ready.status == "True" then
  return {status = "Healthy", message = (other or ready).message}
elseif ready.status == "False" and not waits[ready.reason] then
  return {status = "Degraded", message = ready.message}
end
return {status = "Progressing", message = ready.message}
