-- Health of all of Sealift's kinds, for Argo CD: they share one status contract, which follows kstatus
-- (https://github.com/kubernetes-sigs/cli-utils/tree/master/pkg/kstatus).
local function condition(type)
  for _, each in ipairs(obj.status.conditions or {}) do
    if each.type == type then
      return each
    end
  end
end

local function holds(type)
  local found = condition(type)
  return found ~= nil and found.status == "True"
end

local function message(type, otherwise)
  local found = condition(type)
  if found ~= nil and found.message ~= nil and found.message ~= "" then
    return found.message
  end
  return otherwise
end

if obj.status == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return { status = "Progressing", message = "Waiting for the operator to see this generation" }
end
if holds("Suspended") then
  return { status = "Suspended", message = message("Suspended", "Suspended") }
end
if holds("Stalled") then
  return { status = "Degraded", message = message("Stalled", "A person is needed") }
end
if holds("Ready") then
  return { status = "Healthy", message = message("Ready", "Ready") }
end
return { status = "Progressing", message = message("Ready", "At work") }
