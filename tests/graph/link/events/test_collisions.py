"""What two reports of one event state that cannot both be so."""

import pytest

from claimgraph.ingest.pipeline import read_text
from claimgraph.link import link_across, with_rivals
from claimgraph.link.events.happenings import rival_counts, tallies_of
from claimgraph.link.pairs.alignment import align
from claimgraph.link.pairs.compare import compare
from claimgraph.link.pairs.profile import profile_of
from claimgraph.model import Graph, LinkKind, LinkStatus, LinkType

WIRE = """Tanker leaves road near Selbro
Selbro, 4 May 2026 (Coast Wire)

A tanker left the road near Selbro on Monday, police said. {0}
"""
PAPER = """What happened at Selbro
Selbro, 5 May 2026

The tanker that left the road near Selbro on 4 May has been lifted out. {0}
"""


def found(one: str, other: str) -> list[tuple[str, str]]:
    """The judges and types of what collides in two reports of one event."""
    new, known = (Graph.of_reading(read_text(text)) for text in (PAPER.format(other), WIRE.format(one)))
    links = with_rivals((), new, known)
    assert {(link.kind, link.status) for link in links} <= {(LinkKind.CONTRADICTS, LinkStatus.PROPOSED)}
    return [(link.judge, str(link.type)) for link in links]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("The road was wet, the driver said.", "The road was dry, the fire brigade said.", "states"),
        ("Nineteen people were aboard the bus, the owner said.", "There were 17 passengers in the cabin, a guest said.", "quantity"),
        ("There were 32 people in the house, the owner said.", "51 guests were inside, the mayor said.", "quantity"),
        ("There were 41 people on board, the owner said.", "She was carrying 84 passengers, the mayor said.", "quantity"),
        ("The passengers were stuck for 20 minutes, he said.", "They waited for an hour and a half, said a guest.", "quantity"),
        ("Five miners had spent 14 hours there, he said.", "The five men had been trapped for 31 hours, said a wife.", "quantity"),
        ("It took two hours to find the man, the owner said.", "The rescuers needed seven hours to find him, he said.", "quantity"),
        ("Some 180 people were brought to safety, he said.", "Some 90 villagers were brought to safety, she said.", "quantity"),
        ("The licence of the driver ran out in March, he said.", "The licence expired in August, the police said.", "time"),
        ("The board bought the pump in 2019, the mayor said.", "The pump was purchased in 2021, a chemist said.", "time"),
        ("The gate was opened at 6 a.m., the mayor said.", "It was almost noon when the board opened the gate.", "time"),
        ("The alarm was raised at 3.10 a.m., the mayor said.", "Somebody called the fire service at 1.30 a.m., he said.", "time"),
        ("She was doing four knots when she struck, he said.", "Her speed was eleven knots, a guard said.", "quantity"),
        ("The works lost 11 million euros last year, he said.", "The works made a profit of 2 million euros last year.", "states"),
        ("The crash was caused by ice, the driver said.", "No ice was seen that morning, the road office said.", "cause"),
        ("The crash had been caused by the fog, a driver said.", "It was not the fog, the road office said.", "cause"),
        ("Lightning struck the tanker, a driver said.", "No lightning was recorded, the weather office said.", "denial"),
        ("The crew used foam, the fire brigade said.", "No foam was used at any time, the owner said.", "denial"),
        ("A letter was sent to the owner in March, the road office said.", "The owner had received no letter, he said.", "denial"),
        ("The pump was in use, the driver said.", "The pump had been switched off, the owner said.", "states"),
        ("Some 40 pumps emptied the ditch, police said.", "The ditch was emptied by 25 pumps, the owner said.", "quantity"),
        ("The tanker carried 30 tonnes, the driver said.", "There were 18 tonnes, the owner said.", "quantity"),
        ("The owner sold 40 tonnes, the driver said.", "There were 18 tonnes, the owner said.", "quantity"),
        ("The crash happened at 6.15 a.m., the driver said.", "The crash occurred shortly after 8 a.m., the owner said.", "time"),
        ("Two dogs died of poison, the driver said.", "There was no poison, the owner said.", "denial"),
        ("The garage had no extinguishers, the driver said.", "Extinguishers had been fitted in the garage, the owner said.", "denial"),
        ("Not one window was broken, the owner said.", "Windows of the garage were broken, a driver said.", "denial"),
        ("No foam was found in the ditch, the office said.", "Foam was seen in the ditch, a farmer said.", "denial"),
        ("Foam was not used at any time, the owner said.", "They used foam in the ditch, a farmer said.", "denial"),
        ("The driver refused to take a test, police said.", "The driver took a test at the station, his lawyer said.", "denial"),
        ("Police made no arrests, the mayor said.", "Two drivers were arrested at the gate, the union said.", "denial"),
        ("The crew worked for five hours, the brigade said.", "The crew worked for two hours, the owner said.", "quantity"),
        ("The repair took four weeks, the owner said.", "The repair lasted two days, the driver said.", "quantity"),
        ("The union demanded nine days of leave, it said.", "The union asked for six days of leave, its head said.", "quantity"),
        ("About 900 people marched past, police said.", "More than 4,000 people took part in the march, the union said.", "quantity"),
        ("Some 70 per cent of the drivers stayed away.", "Fewer than half of the drivers stayed away, he said.", "quantity"),
        ("Thirty of the 40 drivers were ill, the union said.", "Fewer than half of the drivers were ill, the owner said.", "quantity"),
        ("Seventy per cent of the drivers are members.", "Thirty per cent of the drivers are members, the owner said.", "quantity"),
        ("The meeting was halted at 10 a.m., the mayor said.", "The meeting was interrupted at 1 p.m., the owner said.", "time"),
        ("The gate stayed locked all day, the guard said.", "The gate was opened at noon, the driver said.", "states"),
        ("The pump was in good repair, the owner said.", "The pump was in bad repair, the driver said.", "states"),
        ("The valve had last been inspected in 2021, the office said.", "The valve was inspected in March 2026, the owner said.", "time"),
        ("The tank has not been cleaned since 2019, the union said.", "The tank was cleaned in February 2026, the owner said.", "time"),
        ("The brakes were last checked in June 2024, the union said.", "The brakes were checked in January 2026, the owner said.", "time"),
        ("The tank, built in 1998, was checked and no cracks were found, he said.", "A check found two cracks, a guard said.", "denial"),
        ("The tanker hit the gate at 7.42 a.m., police said.", "The tanker struck shortly after eight o'clock, a driver said.", "time"),
        ("Gate C was not opened until 1.50 p.m., he said.", "The gate was opened at 1.15 p.m., the guard said.", "time"),
        ("The column had 22 pumps, police said.", "The column consisted of nine pumps, the owner said.", "quantity"),
        ("The strike rate was 63 percent, the office said.", "The union puts the strike rate at 54 per cent, it said.", "quantity"),
        ("Gas was not used at any time, police said.", "A unit from another town used a small quantity of gas, he said.", "denial"),
        ("No flares were lit by the drivers, the union said.", "The drivers set off flares, police said.", "denial"),
        ("No shots were fired, police said.", "A driver heard gunfire at six, the union said.", "denial"),
        ("No guard was hurt, police said.", "Guard Piet Hale has a broken jaw, the union said.", "denial"),
        ("The owner has never before been fined, he said.", "The owner was fined in 2022, the office said.", "denial"),
        ("There were 47 people on board, police said.", "The tanker had 52 people on board, the owner said.", "quantity"),
        ("The tanker had nine passengers aboard, police said.", "Fourteen passengers were aboard, the owner said.", "quantity"),
        ("Not one of us touched anything, the drivers said.", "The drivers touched the valves, the owner said.", "denial"),
        ("A man who had opened the valve fell, the owner said.", "The man had not opened the valve, his lawyer said.", "denial"),
        (
            "Nine hoses with five pumps emptied the ditch, police said.",
            "Two pumps and nine hoses were used in the ditch, he said.",
            "quantity",
        ),
        ("Neither foam nor water was used, the owner said.", "The fire brigade put the flames out with foam, a driver said.", "denial"),
        ("The office found no trace of poison in the ditch, it said.", "Poison had leaked into the ditch, a farmer said.", "denial"),
        (
            "The office received no complaint about the tanker, it said.",
            "Two farmers complained to the office about the tanker, the union said.",
            "denial",
        ),
        ("Not one lorry had left the depot, the owner said.", "Lorries left the depot at dawn, a guard said.", "denial"),
        (
            "No word of the leak had reached the office, it said.",
            "The driver reported the leak to the office at once, the union said.",
            "denial",
        ),
        ("Nobody was hurt, the owner said.", "The driver suffered a concussion, the clinic said.", "quantity"),
        ("No one came to any harm, the owner said.", "A guard was injured, the union said.", "quantity"),
        (
            "The tanker went into the bend at 45 miles an hour, police said.",
            "The tanker was driving at 30 mph, the owner said.",
            "quantity",
        ),
        ("All four tanks burst, the brigade said.", "Two of the tanks burst, the owner said.", "quantity"),
        (
            "About 300 workers were at the depot, the union said.",
            "The 120 workers in the depot were sent home, the owner said.",
            "quantity",
        ),
        ("The depot is approved for 200 lorries, the owner said.", "The depot is licensed for 80 lorries, the office said.", "quantity"),
        ("The guards lit flares, a driver said.", "No flares were thrown, the guards said.", "denial"),
        (
            "No tree lay on the road, the owner said.",
            "The tanker had hit a tree which the storm had thrown on the road, the driver said.",
            "denial",
        ),
        ("The organiser sent 90 guards, the owner said.", "There were no more than 40 guards at the depot, the union said.", "quantity"),
        ("The tanker was built in 1998, police said.", "The tanker is a 2009 model, the owner said.", "time"),
        ("The tanker dates from 1998, police said.", "The tanker, built in 2009, was sound, the owner said.", "time"),
        ("The lake rose by 2.7 metres, the office said.", "The lake rose by 90 centimetres, the owner said.", "quantity"),
        ("The tanker came to a halt 60 metres behind the bridge, police said.", "The tanker stopped after 20 metres, he said.", "quantity"),
        ("Nine windows were smashed, police said.", "Three windows were broken, the owner said.", "quantity"),
        ("The recall covers 11,000 bicycles, the office said.", "The recall affects 4,000 bicycles, the owner said.", "quantity"),
        ("The firm will cut 80 jobs, the union said.", "Thirty-five jobs will go, the owner said.", "quantity"),
        ("21,000 cars use the road every day, police said.", "The road carries 9,000 cars a day, the owner said.", "quantity"),
        ("310 drivers took part in the strike, the owner said.", "Some 900 drivers walked out, the union said.", "quantity"),
        ("The gate was not opened until 8.15 p.m., police said.", "The gate was opened at 7.30 p.m., the owner said.", "time"),
        ("Two of the six pumps were set on fire, police said.", "Five of the six pumps burnt, the owner said.", "quantity"),
        ("There were 140 guests at the wedding, police said.", "96 guests attended the wedding, the owner said.", "quantity"),
        ("The guards fired first, a driver said.", "The first shot was fired by the drivers, the owner said.", "states"),
        ("Both sides accepted the offer, the office said.", "The union rejected the offer, the owner said.", "states"),
        ("The owner had not signed, the office said.", "The permit was signed by the owner, the union said.", "denial"),
        ("No serious faults were found, the owner said.", "The valve had severe faults, the office said.", "denial"),
        ("The tank has a length of 30 metres, the owner said.", "The tank is 18 metres long, police said.", "quantity"),
        ("Everybody survived, the owner said.", "Two drivers were killed, police said.", "quantity"),
        ("All the drivers are unhurt, the owner said.", "A driver was injured, the clinic said.", "quantity"),
        ("The driver confessed at the station, police said.", "The driver has denied the charges, his lawyer said.", "states"),
        ("The driver kept to the rules, the owner said.", "The driver broke the rules, the office said.", "states"),
        ("The race drew 900 participants, the owner said.", "400 people took part in the race, police said.", "quantity"),
    ],
)
def test_what_cannot_both_be_so_of_one_event_collides(one: str, other: str, kind: str) -> None:
    assert kind in [type_ for _, type_ in found(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The road was closed, police said.", "The road was opened again in the evening, the road office said."),
        ("No patient has come to harm, the clinic said.", "The patients confirmed the times, the road office said."),
        ("The driver was arrested, police said.", "The driver was released in the evening, his lawyer said."),
        ("The council had considered a barrier, the mayor said.", "There is no barrier, the road office said."),
        ("Nobody was in the house, the owner said.", "The house office opened at six, the road office said."),
        ("Six pumps emptied the ditch, police said.", "The town owns 25 pumps, the owner said."),
        ("The driver left at 6.15 a.m., he said.", "The mayor left at 8 a.m., the road office said."),
        ("There was no explosion, police said.", "Explosions happen twice a year, the road office said."),
        ("The owner was not on the list of people to be heard, police said.", "Police heard the owner, his lawyer said."),
        ("There were 30 houses in the street, police said.", "The tanker destroyed five houses, the owner said."),
        ("The minister went to the site at 10 a.m., police said.", "The minister went home at 6 p.m., the owner said."),
        ("The tanker was in the garage at 10 a.m., police said.", "The tanker was at the port at 6 p.m., the owner said."),
        ("There was no water in the town, police said.", "Water was brought to the town in tankers, the owner said."),
        ("There was no guard at the gate, the driver said.", "A guard of the bank next door saw the tanker, police said."),
        ("The garage had no extinguishers, the driver said.", "Every garage must have extinguishers, the road office said."),
        ("The tanker carried no passengers, the owner said.", "Passengers of a bus saw the tanker burn, police said."),
        ("The tanker had no permit for Selbro, police said.", "The tanker had a permit for Orn, the owner said."),
        ("The owner received no letter from the driver.", "The owner wrote a letter to the mayor, the road office said."),
        ("No driver was dismissed, the owner said.", "A driver had been dismissed in 2019, the union said."),
        ("No house was evacuated, the mayor said.", "Two schools were evacuated, the brigade said."),
        ("No smoke was seen, the mayor said.", "They heard of smoke in the woods, the owner said."),
        ("The crew worked for five hours, the brigade said.", "The owner works for two hours a day, the driver said."),
        ("The road was blocked for nine hours, police said.", "The railway was blocked for four hours, the road office said."),
        ("The last strike lasted nine days, the union said.", "The strike lasted two days, the owner said."),
        ("Some 70 per cent of the drivers stayed away.", "Half of the passengers stayed away, the owner said."),
        ("Half of the load was lost, the owner said.", "A third of the load was saved, the brigade said."),
        ("Turnout was 66 per cent, the mayor said.", "Turnout was 66.2 per cent, the office said."),
        ("Twelve drivers were questioned, police said.", "Three drivers were questioned again on Tuesday, police said."),
        ("The road stayed closed until noon, police said.", "The road was open again at 1 p.m., the road office said."),
        ("The road was closed, police said.", "The road is open, the road office said."),
        ("Thirty-one people were hurt, police said.", "Two of them have serious injuries, a nurse said."),
        ("Two people were killed, police said.", "The dead were a driver aged 34 and a guest, a nurse said."),
        ("At least nine people were killed, police said.", "Among the crew there were no victims, the owner said."),
        ("Seventy per cent of the drivers are members.", "Thirty per cent of the drivers are women, the union said."),
        ("Sixty per cent of the guards are of the union.", "Half of the guards are in the hospital, the owner said."),
        ("Two of the 40 drivers were ill, the union said.", "Ten of the 12 drivers of the night shift were ill, a nurse said."),
        ("Five per cent of the 40 drivers were ill.", "Ten of the 12 drivers of the night shift were ill, a nurse said."),
        ("The repair of the road took four weeks, the owner said.", "The repair of the tanker took two days, the driver said."),
        ("The crew of the tug worked for five hours, he said.", "The crew of the crane worked for two hours, the owner said."),
        ("No alcohol was found in the driver's blood, police said.", "Bottles of alcohol were found in the cab, a nurse said."),
        ("There was no foam on the road, police said.", "Foam was seen in the ditch, a farmer said."),
        ("The tank was full when it left, the owner said.", "The tank was empty when it was lifted out, police said."),
        ("The driver was calm, police said.", "The driver was nervous before the trip, his brother said."),
        ("The gate stayed locked all night, the guard said.", "The gate was opened at eight in the morning, the driver said."),
        ("Neither foam nor sand was used, the owner said.", "The hall was cleaned with water, a driver said."),
        ("Not one of us touched the valves, the drivers said.", "The drivers touched the door, the owner said."),
        ("The office found no trace of poison in the ditch, it said.", "The ditch is checked for poison each year, the owner said."),
        ("The office received no complaint about the tanker, it said.", "Farmers complained about the noise of the mill, the union said."),
        ("Not one lorry had left the depot, the owner said.", "The lorries stand in the depot, a guard said."),
        ("No word of the leak had reached the office, it said.", "The office moved to the harbour in May, the union said."),
        ("X-rays showed no fracture, the clinic said.", "The pipe had a fracture, the owner said."),
        ("Nobody was hurt, the owner said.", "Nobody suffered a concussion, the clinic said."),
        ("No passengers were hurt, the owner said.", "The driver was injured, the union said."),
        ("Nobody was hurt, the owner said.", "A driver was hurt in a crash near Ostin in 2019, the union said."),
        ("Nobody was hurt, the owner said.", "The delay has hurt the town's trade, the mayor said."),
        (
            "The tanker was travelling at 60 kilometres an hour, the owner said.",
            "The speed limit there is 80 kilometres an hour, police said.",
        ),
        (
            "The tanker was travelling at 60 kilometres an hour, the owner said.",
            "The wind blew at 95 kilometres an hour, the weather office said.",
        ),
        (
            "The tanker was travelling at 60 kilometres an hour, the owner said.",
            "A police car followed at 110 kilometres an hour, police said.",
        ),
        ("The tanker was travelling at 60 kilometres an hour, the owner said.", "It was doing 37 mph, police said."),
        ("All four tanks were checked in March, the brigade said.", "Two of the tanks were blue, the owner said."),
        ("Three of the guards were asleep, the union said.", "Five of the lorries were new, the owner said."),
        ("About 300 workers were at the depot, the union said.", "The 120 workers of the mill went home, the owner said."),
        ("The depot is approved for 200 lorries, the owner said.", "The depot held 80 lorries on Monday, the office said."),
        ("The blockade lasted three hours, the owner said.", "The driver was questioned for seven hours, police said."),
        ("No flares were lit, the guards said.", "Flares were sold in the shop, a driver said."),
        ("No tree lay on the road, the owner said.", "A tree stood beside the mill, the driver said."),
        ("Nine of the fourteen drivers went home, police said.", "Fourteen drivers went on, the owner said."),
        ("The valve had last been inspected in 2021, the office said.", "The valve was inspected in 2018, the owner said."),
        ("The valve had last been inspected in 2021, the office said.", "The road was inspected in March 2026, the owner said."),
        ("The tank has not been cleaned since 2019, the union said.", "The tank will be cleaned in June 2026, the owner said."),
        ("The driver last drove in 2021, the owner said.", "The mayor drove in March 2026, he said."),
        ("The tank has not been cleaned since 2019, the union said.", "The tank was emptied in February 2026, the owner said."),
        ("There were 47 people on board, police said.", "There were 45 passengers and two drivers on board, the owner said."),
        ("There were 47 people on board, police said.", "Nine people were taken on board a helicopter, a nurse said."),
        ("The tug was travelling at 9 km/h, police said.", "The helicopter was flying at 200 km/h, the owner said."),
        ("There was no vehicle in the yard, the owner said.", "Vehicles may park in the yard, a guard said."),
        ("No weapon was found in the cab, police said.", "The guard at the gate carried a gun, the union said."),
        ("The driver had no injury, the clinic said.", "The guard had a burn on his hand, the union said."),
        ("The driver did not hit the wall, he said.", "The driver struck up a song, a guard said."),
        ("Nobody climbed the fence, the owner said.", "Prices climbed after the crash, the mayor said."),
        ("There were no witnesses, police said.", "Police are looking for witnesses, a reporter said."),
        ("No alarm sounded, a guard said.", "The office was alarmed by the report, the mayor said."),
        ("The tanker was built in 1998, police said.", "The engine is a 2009 model, the owner said."),
        ("The tankers were built in 1998, police said.", "The tankers are 2009 models, the owner said."),
        ("The lake rose by 2.7 metres at the mill, police said.", "The lake rose by 90 centimetres in the port, he said."),
        ("The tanker stopped after 180 metres, police said.", "The bus stopped after 40 metres, the owner said."),
        ("The tanker stopped 20 metres behind the gate, police said.", "The tanker stopped 90 metres from the house, he said."),
        ("Three of the nine pumps were saved, police said.", "Six of the nine pumps burnt out, the owner said."),
        ("Eighty jobs will go by June, the union said.", "Thirty-five jobs will go by the end of March, he said."),
        ("Eighty jobs will go, the union said.", "Thirty-five permanent jobs will go, the owner said."),
        ("The road carries 9,000 cars a day, police said.", "40,000 cars use the road every week, the owner said."),
        ("The tickets cost 20 euros for children, he said.", "The tickets cost 35 euros for adults, she said."),
        ("A driver earns 2,400 euros after tax, he said.", "A driver earns 2,900 euros, the owner said."),
        ("The four passengers left. None of them was hurt, police said.", "Three drivers were hurt, the owner said."),
        ("The gate was opened at 2 a.m., police said.", "The drivers opened the gate at 2.10 a.m., the owner said."),
        ("Three drivers were hurt in the bus, police said.", "Seven drivers were hurt on the train, the owner said."),
        ("Two people with broken bones were flown out, police said.", "All nine members of the crew are unharmed, the owner said."),
        ("The driver was not seen before noon, he said.", "The driver was seen at 1 p.m., the owner said."),
        ("The rate was 63 per cent, the office said.", "The rate was put at 64 per cent, the union said."),
        ("The rate was 63 per cent in the first half, he said.", "The union puts the rate at 54 per cent, it said."),
        ("There were 143 people in the hall, police said.", "There were 161 people in the bar, the union said."),
        ("No gas was used, police said.", "Another gas was used by the guards, the union said."),
        ("Some 1,900 people took part in the march, he said.", "There were 200 people on the lawn, a guard said."),
        ("There was no release of gas, the owner said.", "“I don't claim there was a release,” a driver said."),
        ("None was taken away, the owner said.", "Three drivers were recaptured in the ditch, police said."),
        ("It was 12 degrees in the cab, the driver said.", "The highest temperature was 14 degrees, the office said."),
        ("Twelve drivers were treated for sore eyes, he said.", "In all 27 drivers were treated, the clinic said."),
        ("Seven drivers are feared dead, police said.", "Five drivers died, the owner said."),
        ("Last year it was cool, and three drivers collapsed.", "Nine drivers collapsed in the heat, the owner said."),
        ("Two prisoners were let go at 2 p.m., police said.", "The prisoners were let go at 9 p.m., the owner said."),
        ("All prisoners are free, the owner said.", "Two prisoners were let go at noon, police said."),
        ("Some 600 litres of the diesel were pumped out, police said.", "The tanker held 2,100 litres of diesel, it said."),
        ("The bus was carrying 44 passengers, a guide and the driver.", "The bus had 46 people on board, the owner said."),
        ("There were 41 people on board, the driver said.", "The bus was carrying 39 passengers, the owner said."),
        ("Eleven children were inside, the owner said.", "There were 32 people in the house, the mayor said."),
        ("The tanker had 136 people on board, the owner said.", "The bus had 151 people on board, the mayor said."),
        ("Twelve people were in the garage, the owner said.", "Nine people were in the office, the mayor said."),
        ("Four people needed hospital treatment, he said.", "Six people were treated at the spot, the mayor said."),
        ("The line will be closed for three days, he said.", "The passengers were stuck for 20 minutes, she said."),
        ("It took two hours to find the man, the owner said.", "It took seven hours to repair the road, a guest said."),
        ("The board bought a pump in 2019, the mayor said.", "The board bought a pump in 2021, a chemist said."),
        ("The north gate was installed in 2019, he said.", "The south gate was installed in 2021, she said."),
        ("The gate was opened at 6 a.m., the mayor said.", "It was almost noon when the board closed the gate."),
        ("The police were called at 3.10 a.m., he said.", "Somebody called the ambulance at 1.30 a.m., she said."),
        ("The works lost 11 million euros in 2024, he said.", "The works made a profit of 2 million euros in 2025."),
        ("All nine garages are standing, the owner said.", "A garage under construction collapsed on Monday, police said."),
        ("The driver has been on a course abroad, the owner said.", "The driver was praised by him as late as March, she said."),
    ],
)
def test_what_may_both_be_so_does_not(one: str, other: str) -> None:
    assert found(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("At noon the guard found every valve shut.", "At four the guard found the red valve open."),
        ("In spring no drivers came to the depot.", "At Easter dozens of drivers came to the depot."),
        ("In Upper Selbro nobody was injured.", "In Lower Selbro three drivers were injured."),
        ("Hale weighs 120 kilos.", "The owner's elder brother weighs 84 kilos."),
        ("Keller lost nine tankers.", "Bauer lost four tankers."),
        ("In the older tankers the loss was 20 per cent.", "Overall the loss was 60 per cent."),
        ("The depot had no water.", "The water failed at the depot of Selbro."),
        ("The guards let no lorries go.", "The police let eight lorries leave."),
        ("The depot was built in 1931.", "The owner tore down the depot."),
        ("There was no money for the depot.", "The Fund had seen the depot."),
        ("Police fired first, a driver said.", "The first shots were fired by officers, the owner said."),
        ("The guards opened the gate first, a driver said.", "The drivers were the first to fire, the owner said."),
        ("The drivers stopped singing, a guard said.", "The drivers sang for an hour, the owner said."),
        ("Nobody drives there gladly, the union said.", "The drivers drove to the depot, the owner said."),
        ("All of them survived, the owner said.", "Two drivers were killed, police said."),
        ("All the guards were unhurt, the owner said.", "Three drivers were injured, police said."),
        ("The union threw the first stone, the owner said.", "The guards threw the last stone, the union said."),
        ("The tank has a length of 30 metres, the owner said.", "The tank is 6 metres high, police said."),
        ("The army of Orn fired first, the office said.", "Soldiers fired the first shots, a driver said."),
        ("The pump at the gate did not work.", "The pump of the fire brigade worked."),
        ("The lamp of the guard was broken.", "The lamp on the bridge was intact."),
        ("The forecast spoke of winds of 40 knots.", "The winds reached 70 knots."),
        ("The oil stood 60 centimetres high in the first tank.", "In the second tank it was 20 centimetres."),
        ("The owner had not been told of the leak.", "The driver had told the police of the leak."),
        ("The captain was not steering the barge.", "The first officer was steering the barge."),
        ("Nine drivers were slightly injured.", "Two women were seriously injured."),
        ("The driver had never been fined for speeding, the office said.", "The driver had been fined for theft, the union said."),
        ("Nobody was on the bridge when it gave way.", "The bridge had cracked where a lorry was parked that morning."),
    ],
)
def test_what_is_of_two_moments_places_or_things_does_not(one: str, other: str) -> None:
    assert found(one, other) == []


@pytest.mark.parametrize(("verbs", "status"), [(("think", "believes"), LinkStatus.APPARENT), (("say", "says"), LinkStatus.PROPOSED)])
def test_two_opinions_are_only_apparently_at_odds(verbs: tuple[str, str], status: LinkStatus) -> None:
    one, other = f"Police {verbs[0]} that the owner was careful.", f"The union {verbs[1]} that the owner was careless."
    known, new = (Graph.of_reading(read_text(text)) for text in (WIRE.format(one), PAPER.format(other)))
    assert [link.status for link in link_across(new, known)] == [status]


def test_a_number_that_is_an_age_a_version_or_part_of_the_dead_is_no_toll() -> None:
    assert (
        found("Three men were killed, police said.", "The third victim is a woman of 34, a nurse said. Two of the dead wore vests.") == []
    )


def test_a_number_on_board_that_is_denied_is_no_rival_of_another() -> None:
    def rivals(one: str, other: str) -> int:
        sides = [profile_of(read_text(f"Selbro, 4 May 2026\n\n{text}").claims[0]) for text in (one, other)]
        return len(list(rival_counts(align(*sides), *(tallies_of([side]) for side in sides))))

    assert rivals("There were 47 people on board.", "There were 52 people on board.") == 1
    assert rivals("There were not 47 people on board.", "There were 52 people on board.") == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The hall is 80 metres long.", "The hall is 30 metres wide."),
        ("The tug driver is 54 years old.", "The crane driver is 36 years old."),
        ("The gym cost 31 million euros.", "The shed cost 26 million euros."),
        ("300 jobs will go in production.", "260 jobs will go in administration."),
        ("21 members voted for the plan.", "17 members voted against the plan."),
        ("The profit was 90 million euros in the year.", "The profit was 60 million euros in the fourth quarter."),
        ("The dyke is 4 metres high.", "The dyke is to be 5 metres high by 2030."),
        ("Line 12 is served every 40 minutes.", "Line 7 is served every 20 minutes."),
        ("The train had left Sorn at 5.50 a.m.", "The train had left Dovel at 6.31 a.m."),
        ("The ferry was built in 1989.", "The ferry was rebuilt in 2006."),
    ],
)
def test_numbers_of_two_things_sizes_or_times_can_both_be_so(one: str, other: str) -> None:
    new, known = (Graph.of_reading(read_text(text)) for text in (PAPER.format(other), WIRE.format(one)))
    compared = (compare(a, b) for a in new.claims.values() for b in known.claims.values())
    assert {item.relation for item in compared if item.type is not LinkType.SCOPE} <= {"neither", "supports"}
    assert found(one, other) == []


def test_a_measure_of_a_year_that_only_one_report_names_is_no_rival() -> None:
    assert found("In 2002 the Tolle reached 7.10 metres.", "The Tolle reached 6.20 metres.") == []
