package io.writ.crypto.vectors;

import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;

import io.writ.crypto.Forge;

/** Conditions on the environment. */
final class EnvironmentVectors {
  private EnvironmentVectors() {}

  static VectorFile file() {
    VectorFile file =
        new VectorFile(
            "environment",
            "artifact",
            "Conditions on the environment: now is minute 480 of the UTC day.",
            Configuration.standard()
                .with(
                    "environment",
                    "{\"host\":\"a\",\"os_user\":\"app\",\"container_id\":null,\"agents\":[\"javaagent:writ-agent.jar\"]}")
                .members());
    Rows.add(
        file,
        "root under",
        EnvironmentVectors::rootUnder,
        """
        none              | {}
        host              | {"host":{"type":"exact","value":"a"}}
        host-other        | {"host":{"type":"exact","value":"b"}} | ENVIRONMENT_MISMATCH | link[0].writ.env.host does not hold here
        two               | {"host":{"type":"exact","value":"a"},"os_user":{"type":"one_of","values":["app","root"]}}
        two-one-wrong     | {"host":{"type":"exact","value":"a"},"os_user":{"type":"exact","value":"root"}} | ENVIRONMENT_MISMATCH | link[0].writ.env.os_user does not hold here
        agents            | {"agents":{"type":"subset","values":["javaagent:writ-agent.jar"]}}
        agents-other      | {"agents":{"type":"subset","values":[]}} | ENVIRONMENT_MISMATCH | link[0].writ.env.agents does not hold here
        container-none    | {"container_id":{"type":"not_one_of","values":["x"]}} | ENVIRONMENT_MISMATCH | link[0].writ.env.container_id does not hold here
        container-any     | {"container_id":{"type":"wildcard"}}
        unknown           | {"region":{"type":"wildcard"}} | ENVIRONMENT_MISMATCH | link[0].writ.env.region is nothing that this runtime can check
        not-measured      | {"code_source":{"type":"wildcard"}} | ENVIRONMENT_MISMATCH | link[0].writ.env.code_source is nothing that this runtime can check
        minute            | {"time_of_day":{"type":"exact","value":480}}
        minute-before     | {"time_of_day":{"type":"range","max":479}} | ENVIRONMENT_MISMATCH | link[0].writ.env.time_of_day does not hold here
        minute-after      | {"time_of_day":{"type":"range","min":481}} | ENVIRONMENT_MISMATCH | link[0].writ.env.time_of_day does not hold here
        minute-edges      | {"time_of_day":{"type":"range","min":480,"max":480}}
        minute-text       | {"time_of_day":{"type":"exact","value":"08:00"}} | ENVIRONMENT_MISMATCH | link[0].writ.env.time_of_day does not hold here
        env-array         | [] | CLAIM_INVALID | link[0].writ.env is [array], must be [object]
        env-text          | {"host":"a"} | CLAIM_INVALID | link[0].writ.env.host is [string], must be [object]
        """);
    Rows.add(
        file,
        "root and child under",
        EnvironmentVectors::chainUnder,
        """
        child-same     | {"host":{"type":"exact","value":"a"}} ; {"host":{"type":"exact","value":"a"}}
        child-narrower | {"host":{"type":"one_of","values":["a","b"]}} ; {"host":{"type":"exact","value":"a"}}
        child-wrong    | {"host":{"type":"one_of","values":["a","b"]}} ; {"host":{"type":"exact","value":"b"}} | ENVIRONMENT_MISMATCH | link[1].writ.env.host does not hold here
        child-adds     | {} ; {"host":{"type":"exact","value":"a"}}
        child-drops    | {"host":{"type":"exact","value":"a"}} ; {} | WIDENED | link[1].writ.env.host is dropped; the parent demands it
        child-widens   | {"host":{"type":"exact","value":"a"}} ; {"host":{"type":"one_of","values":["a","b"]}} | WIDENED | link[1].writ.env.host admits more than its parent's constraint
        child-window   | {"time_of_day":{"type":"range","min":480,"max":539}} ; {"time_of_day":{"type":"range","min":480,"max":540}} | WIDENED | link[1].writ.env.time_of_day admits more than its parent's constraint
        """);
    return file;
  }

  private static String env(String conditions) {
    return "{\"env\":" + conditions + "}";
  }

  private static String rootUnder(String conditions) {
    return Forge.proven(rootLink(with(root(), "writ", env(conditions))));
  }

  private static String chainUnder(String pair) {
    int at = pair.indexOf(" ; ");
    String root = rootLink(with(root(), "writ", env(pair.substring(0, at))));
    return Forge.proven(
        Forge.chain(
            root,
            Forge.link(
                CHILD_HEADER,
                with(Forge.child(root), "writ", env(pair.substring(at + 3))),
                HOLDER)));
  }
}
