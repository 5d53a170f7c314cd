package import LinuxPlatform

/// The helpers of all radios, by the radio's name: at most one for each, made when it is first asked for.
package final class RadioHelperPool {
  private let loop: EventLoop
  private var clients: [String: RadioHelperClient] = [:]

  /// Makes an empty pool.
  package init(on loop: EventLoop) { self.loop = loop }

  /// The helper of a radio.
  package subscript(name: String) -> RadioHelperClient {
    if let client = clients[name] { return client }
    let client = RadioHelperClient(on: loop)
    clients[name] = client
    return client
  }

  /// The process ids of the helpers that run, sorted.
  package var pids: [Int32] { clients.values.compactMap(\.pid).sorted() }
}
