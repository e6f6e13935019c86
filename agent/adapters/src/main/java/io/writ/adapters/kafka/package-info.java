/** Artifacts through Apache Kafka clients. */
@NullMarked
package io.writ.adapters.kafka;

import org.jspecify.annotations.NullMarked;
