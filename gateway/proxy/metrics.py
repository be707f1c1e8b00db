"""What can be counted at the door, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from gateway.proxy.forwarding import Upstream


class Metrics:
    """One registry per application, so that several can stand in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "gateway_requests", "Requests forwarded or refused, by service and status", ["service", "status"],
            registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "gateway_request_seconds", "Seconds from the request to the end of its answer", ["service"],
            registry=self.registry,
        )  # fmt: skip
        self._open = Gauge(
            "gateway_circuit_open", "1 while a service is left in peace", ["service"], registry=self.registry
        )

    def watch(self, upstream: Upstream) -> None:
        """Shows the state of the service's circuit breaker."""
        breaker = upstream.breaker
        self._open.labels(upstream.name).set_function(lambda: 0.0 if breaker.state == "closed" else 1.0)

    def count(self, service: str, status: int, seconds: float) -> None:
        """One request that is over."""
        self.requests.labels(service, str(status)).inc()
        self.seconds.labels(service).observe(seconds)
