package io.writ.core.constraint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random constraints over a small universe, so that they meet often, and children that are made
 * from their parent by narrowing it, so that many are covered.
 */
final class ConstraintChance {
  static final String[] PATHS = {
    "/", "/a", "/ab", "/a/b", "/a/b/c", "/A", "/a/%2e", "/example.org"
  };
  static final String[] NUMBERS = {
    "-1", "0", "0.1", "1", "1.0", "1.5", "2", "5", "99.95", "100", "9007199254740991"
  };
  static final String[] HOSTS = {
    "example.org",
    "*.example.org",
    "a.example.org",
    "*.a.example.org",
    "b.a.example.org",
    "notexample.org",
    "*.org",
    "localhost"
  };
  static final String[] BLOCKS = {
    "0.0.0.0/0",
    "10.0.0.0/8",
    "10.1.0.0/16",
    "10.0.0.1/32",
    "128.0.0.0/1",
    "0.0.0.0/1",
    "::/0",
    "::/96",
    "2001:db8::/32",
    "2001:db8:0:1::/64",
    "2001:db8:0:1:8000::/65",
    "::1/128",
    "fe80::/10"
  };
  static final String[] URLS = {
    "https://example.org",
    "https://example.org/",
    "https://example.org/v1",
    "https://example.org/v1/",
    "https://example.org/v1/x",
    "https://example.org/v10",
    "http://example.org/v1",
    "https://example.org:443/v1",
    "https://example.org:8443/v1",
    "https://a.example.org/v1",
    "https://10.0.0.1/v1",
    "https://[::1]/v1",
    "https://[0:0:0:0:0:0:0:1]/v1/x",
    "wss://example.org/v1",
    "ftp://example.org"
  };
  static final String[] TEXTS = {
    "",
    "a",
    "b",
    "-v",
    "/a",
    "/a/b",
    "/a/../b",
    "example.org",
    "A.EXAMPLE.ORG",
    "x.a.example.org",
    "10.0.0.1",
    "10.1.2.3",
    "::1",
    "2001:db8::7",
    "::ffff:10.0.0.1",
    "https://example.org/v1",
    "https://example.org/v1/x?q=1",
    "HTTPS://EXAMPLE.ORG/v1/y",
    "https://[::1]/v1/"
  };
  private static final List<ConstraintType> TYPES = List.of(ConstraintType.values());

  private final Random random;

  ConstraintChance(Random random) {
    this.random = random;
  }

  /** Any constraint of the type. */
  Constraint of(ConstraintType type) {
    return of(type, 2);
  }

  private Constraint of(ConstraintType type, int nesting) {
    return switch (type) {
      case EXACT -> new Exact(scalar());
      case ONE_OF -> new OneOf(some(4, this::scalar));
      case NOT_ONE_OF -> {
        int family = random.nextInt(5);
        yield new NotOneOf(some(3, () -> scalar(family)));
      }
      case RANGE -> range(number(), number());
      case CONTAINS -> new Contains(some(3, this::text));
      case SUBSET -> new Subset(one(4) ? List.of() : some(4, this::text));
      case PATH_UNDER -> new PathUnder(some(2, () -> new RealPath(pick(PATHS))));
      case URL_UNDER -> new UrlUnder(some(2, () -> url(pick(URLS))));
      case HOST -> new Host(some(2, () -> new HostPattern(pick(HOSTS))));
      case CIDR -> new Cidr(some(2, () -> block(pick(BLOCKS))));
      case ALL -> new All(some(one(2) ? 1 : 3, () -> clause(nesting)));
      case ANY -> new Any(some(3, () -> clause(nesting)));
      case WILDCARD -> new Wildcard();
    };
  }

  private Constraint clause(int nesting) {
    ConstraintType type = pick(TYPES);
    while (type.isComposite() && nesting == 0) {
      type = pick(TYPES);
    }
    return of(type, nesting - 1);
  }

  /** A constraint of the type, mostly one that should be covered where the table has a rule. */
  Constraint child(ConstraintType type, Constraint parent) {
    return one(4) ? of(type) : narrow(type, parent, 2);
  }

  private Constraint narrow(ConstraintType type, Constraint parent, int nesting) {
    if (type == ConstraintType.ANY) {
      return new Any(some(3, () -> narrow(simple(parent), parent, nesting - 1)));
    }
    if (type == ConstraintType.ALL) {
      List<Constraint> clauses = new ArrayList<>();
      clauses.add(narrow(simple(parent), parent, nesting - 1));
      if (one(2)) {
        clauses.add(random.nextInt(clauses.size() + 1), of(pick(TYPES), 0));
      }
      return new All(clauses);
    }
    if (parent instanceof Any any) {
      return narrow(type, pick(any.of()), nesting);
    } else if (parent instanceof All all) {
      return narrow(type, pick(all.of()), nesting);
    }
    return narrowed(type, parent);
  }

  /** A type that the parent, or a clause of it, may cover. */
  private ConstraintType simple(Constraint parent) {
    Constraint clause = parent;
    while (true) {
      if (clause instanceof Any any) {
        clause = pick(any.of());
      } else if (clause instanceof All all) {
        clause = pick(all.of());
      } else {
        break;
      }
    }
    ConstraintType type = ConstraintType.of(clause);
    ConstraintType child = pick(TYPES);
    while (child.isComposite() || !type.mayCover(child)) {
      child = pick(TYPES);
    }
    return child;
  }

  private Constraint narrowed(ConstraintType type, Constraint parent) {
    if (type == ConstraintType.EXACT || type == ConstraintType.ONE_OF) {
      List<Scalar> values = some(3, () -> valueOf(parent));
      return type == ConstraintType.EXACT ? new Exact(values.get(0)) : new OneOf(values);
    }
    if (ConstraintType.of(parent) != type) {
      return parent instanceof NotOneOf && type == ConstraintType.RANGE
          ? range(number(), number().add(new BigDecimal("0.05")))
          : of(type);
    }
    if (parent instanceof NotOneOf excluded) {
      List<Scalar> values = new ArrayList<>(excluded.values());
      values.add(excluded.values().get(0));
      if (excluded.values().get(0) instanceof Scalar.Text) {
        values.add(random.nextInt(values.size()), new Scalar.Text(text()));
      }
      return new NotOneOf(values);
    } else if (parent instanceof Range range) {
      return range(inside(range), inside(range));
    } else if (parent instanceof Contains contains) {
      List<String> values = new ArrayList<>(contains.values());
      values.add(random.nextInt(values.size() + 1), text());
      return new Contains(values);
    } else if (parent instanceof Subset subset) {
      List<String> values = new ArrayList<>(subset.values());
      values.removeIf(value -> one(3));
      return new Subset(values);
    } else if (parent instanceof PathUnder under) {
      return new PathUnder(some(2, () -> deeper(pick(under.roots()))));
    } else if (parent instanceof UrlUnder under) {
      return new UrlUnder(some(2, () -> deeper(pick(under.bases()))));
    } else if (parent instanceof Host host) {
      return new Host(some(2, () -> deeper(pick(host.patterns()))));
    } else if (parent instanceof Cidr cidr) {
      return new Cidr(some(2, () -> deeper(pick(cidr.blocks()))));
    }
    return of(type);
  }

  private Scalar valueOf(Constraint parent) {
    if (parent instanceof Exact exact) {
      return exact.value();
    } else if (parent instanceof OneOf oneOf) {
      return pick(oneOf.values());
    } else if (parent instanceof NotOneOf excluded) {
      return switch (excluded.family()) {
        case TEXT -> new Scalar.Text(text());
        case NUMBER -> Scalar.of(number());
        case BOOLEAN -> new Scalar.Truth(random.nextBoolean());
      };
    } else if (parent instanceof Range range) {
      return Scalar.of(inside(range));
    } else if (parent instanceof UrlUnder under) {
      return new Scalar.Text(pick(under.bases()) + pick("", "/", "/x", "?q", "/x#f"));
    } else if (parent instanceof Host host) {
      return new Scalar.Text(pick(host.patterns()).text().replace("*", pick("a", "b.a", "B")));
    } else if (parent instanceof Cidr cidr) {
      return new Scalar.Text(address(deeper(pick(cidr.blocks()))));
    }
    return scalar();
  }

  /** A number between the bounds, one of them rather often. */
  private BigDecimal inside(Range range) {
    BigDecimal min = range.min();
    BigDecimal max = range.max();
    BigDecimal least = min != null ? min : max == null ? BigDecimal.ZERO : max.subtract(number());
    return switch (random.nextInt(3)) {
      case 0 -> least;
      case 1 -> max != null ? max : least.add(number().abs());
      default -> max != null ? least.add(max).divide(BigDecimal.valueOf(2)) : least;
    };
  }

  private RealPath deeper(RealPath root) {
    return one(3)
        ? root
        : new RealPath((root.value().equals("/") ? "" : root) + pick("/x", "/b/c"));
  }

  private UrlText deeper(UrlText base) {
    String slashed = base + (base.toString().endsWith("/") ? "" : "/");
    return url(one(3) ? base.toString() : slashed + pick("", "x", "x/", "v1/y"));
  }

  private HostPattern deeper(HostPattern pattern) {
    return one(3)
        ? pattern
        : new HostPattern(pattern.text().replace("*.", pick("*.", "a.", "*.a.", "c.b.")));
  }

  /** A block inside, of any greater length. */
  IpBlock deeper(IpBlock block) {
    int most = block.isV6() ? 128 : 32;
    IpBlock inner = block;
    int length = block.length() + random.nextInt(most - block.length() + 1);
    for (int bit = block.length(); bit < length; bit++) {
      inner = inner.isV6() ? v6Half(inner, bit) : v4Half(inner, bit);
    }
    return inner;
  }

  private IpBlock v4Half(IpBlock block, int bit) {
    long set = random.nextBoolean() ? 1L << (31 - bit) : 0;
    return new IpBlock(false, 0, block.low() | set, bit + 1);
  }

  private IpBlock v6Half(IpBlock block, int bit) {
    long set = random.nextBoolean() ? 1L << (63 - (bit & 63)) : 0;
    long high = bit < 64 ? block.high() | set : block.high();
    long low = bit < 64 ? 0 : block.low() | set;
    return bit + 1 >= 96 && IpText.isMapped(high, low)
        ? block(2)
        : new IpBlock(true, high, low, bit + 1);
  }

  private static IpBlock block(int last) {
    return new IpBlock(true, 0, last, 128);
  }

  /** The first address of a block. */
  static String address(IpBlock block) {
    return block.toString().substring(0, block.toString().indexOf('/'));
  }

  static IpBlock block(String text) {
    return Objects.requireNonNull(IpBlock.find(text), text);
  }

  static UrlText url(String text) {
    return Objects.requireNonNull(UrlText.findBase(text), text);
  }

  private Range range(BigDecimal a, BigDecimal b) {
    return switch (random.nextInt(4)) {
      case 0 -> new Range(a.min(b), null);
      case 1 -> new Range(null, a.max(b));
      default -> new Range(a.min(b), a.max(b));
    };
  }

  private Scalar scalar() {
    return scalar(random.nextInt(5));
  }

  private Scalar scalar(int family) {
    return switch (family) {
      case 0 -> new Scalar.Truth(random.nextBoolean());
      case 1, 2 -> Scalar.of(number());
      default -> new Scalar.Text(text());
    };
  }

  private BigDecimal number() {
    return new BigDecimal(pick(NUMBERS));
  }

  private String text() {
    return pick(TEXTS);
  }

  private <T> List<T> some(int most, Supplier<T> one) {
    int size = 1 + random.nextInt(most);
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(one.get());
    }
    return list;
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
