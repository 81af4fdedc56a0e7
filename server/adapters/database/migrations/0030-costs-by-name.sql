-- What each service was asked is counted under the name that the trail and the log have for it.
update record_costs
set provider = case provider
  when 'tencent' then 'tencent-faceid'
  when 'alibaba' then 'alibaba-cloudauth'
  else provider
end;
