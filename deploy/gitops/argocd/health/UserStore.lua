-- Health of a UserStore in Argo CD: whether the Secrets that it names exist. They may be applied after it. A UserStore has
-- no condition Ready, and this version of Nauthera does not set up the federation: the message says so.
local waits = {
  SecretNotFound = true,
}

if obj.status == nil or obj.status.conditions == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "the controller has not seen this generation yet"}
end
local resolved, other
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "ResolvedRefs" then
    resolved = condition
  elseif condition.status == "False" then
    other = condition
  end
end
if resolved == nil then
  return {status = "Progressing", message = "the controller has not decided yet"}
elseif resolved.status == "True" then
  return {status = "Healthy", message = (other or resolved).message}
elseif resolved.status == "False" and not waits[resolved.reason] then
  return {status = "Degraded", message = resolved.message}
end
return {status = "Progressing", message = resolved.message}
