-- The paths of the file MIX, one after the other; and one line of JSON at the end.
dofile(os.getenv("REPORT"))
local paths, at = {}, 0
for line in io.lines(os.getenv("MIX")) do paths[#paths + 1] = line end
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
