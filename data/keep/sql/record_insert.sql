-- SQLite. Adds one run record.
insert into run_record (
    id, recorded_at, who, scenario, scenario_sha256, baseline, build_id, quarter, code_version, scope,
    results_sha256, figures, cells_sha256, previous_sha256, sha256, seal
)
values (
    $id, $recorded_at, $who, $scenario, $scenario_sha256, $baseline, $build_id, $quarter, $code_version, $scope,
    $results_sha256, $figures, $cells_sha256, $previous_sha256, $sha256, $seal
)
