const DOCKER_HUB = /^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com)\//;

/**
 * The name of a package in the form in which its registry compares names, by purl type: PEP 503 for PyPI, lower case where the registry does
 * not care, Go modules without their major version, images of Docker Hub without its host. Names of other types stay as they are.
 */
export function purlName(type: string, name: string): string {
  switch (type) {
    case 'pypi':
      return name.toLowerCase().replace(/[-_.]+/g, '-');
    case 'nuget':
    case 'composer':
    case 'hex':
    case 'pub':
    case 'swift':
    case 'githubactions':
      return name.toLowerCase();
    case 'golang':
      return name.replace(/\/v\d+$/, '');
    case 'docker':
      return name
        .toLowerCase()
        .replace(DOCKER_HUB, '')
        .replace(/^library\//, '');
    default:
      return name;
  }
}
