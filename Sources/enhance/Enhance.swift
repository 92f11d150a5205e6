internal import ArgumentParser

@main
struct Enhance: ParsableCommand {}
