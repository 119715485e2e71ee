-- Health of an AuthPolicy in Argo CD. It is degraded if it is invalid; then no client of its AuthServer is evaluated.
-- If a setting cannot be enforced, or another policy disagrees, it is healthy, and the message says so.
local waits = {
  RollingOut = true,
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
