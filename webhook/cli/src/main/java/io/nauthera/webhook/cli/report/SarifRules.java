package io.nauthera.webhook.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.webhook.cli.validate.Issue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules that occur in results: first those of the catalog, then others by name. */
record SarifRules(List<String> ids) {
  SarifRules {
    ids = List.copyOf(ids);
  }

  static SarifRules of(Stream<Issue> issues) {
    Set<String> occur = issues.map(Issue::rule).collect(Collectors.toCollection(TreeSet::new));
    Stream<String> known = RuleCatalog.all().map(RuleCatalog.Rule::id).filter(occur::contains);
    return new SarifRules(Stream.concat(known, occur.stream()).distinct().toList());
  }

  int indexOf(String id) {
    return ids.indexOf(id);
  }

  /** The rules as reportingDescriptor objects (section 3.49). */
  ArrayNode describe() {
    ArrayNode rules = JsonNodeFactory.instance.arrayNode();
    ids.stream().map(RuleCatalog::get).forEach(rule -> describe(rule, rules.addObject()));
    return rules;
  }

  private static void describe(RuleCatalog.Rule rule, ObjectNode object) {
    object.put("id", rule.id());
    object.putObject("shortDescription").put("text", rule.title());
    object.putObject("fullDescription").put("text", rule.title() + ".");
    object.putObject("help").put("text", rule.help());
    object.putObject("defaultConfiguration").put("level", rule.levelName());
  }
}
